import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration, ReadingProblem, ResultTree } from "./configuration.ts";
import { metadataFile, samplesFile } from "./folder.ts";
import { olderFiles, readOlder } from "./older/read_older.ts";
import { readConfiguration, readOrdinaryFile } from "./read_configuration.ts";
import { messageOf } from "../caught.ts";

/** Group of the configurations that lie where a GPU group should, as the older suite's run script left them. */
const unsortedGroup = "unsorted";

type Place = { readonly gpu: string; readonly config: string; readonly directory: string };
type Reading = {
  readonly configurations: readonly Configuration[];
  readonly problems: readonly ReadingProblem[];
};

const nothing: Reading = { configurations: [], problems: [] };

function together(readings: readonly Reading[]): Reading {
  return {
    configurations: readings.flatMap((reading) => reading.configurations),
    problems: readings.flatMap((reading) => reading.problems),
  };
}

function problem(path: string, error: unknown): Reading {
  return { ...nothing, problems: [{ path, because: messageOf(error) }] };
}

/** Whether a folder is of this suite: others' has no samples.csv, and no schema in its metadata.json. */
async function isOurs(directory: string, names: readonly string[]): Promise<boolean> {
  if (names.includes(samplesFile)) return true;
  if (!names.includes(metadataFile)) return false;
  try {
    const json: unknown = JSON.parse(
      (await readOrdinaryFile(join(directory, metadataFile))).toString("utf8"),
    );
    return typeof json === "object" && json !== null && "schema" in json;
  } catch {
    return false;
  }
}

async function readOlderFolder(place: Place, names: readonly string[]): Promise<Reading> {
  const files = new Map<string, string>();
  const problems: ReadingProblem[] = [];
  for (const name of names.filter((candidate) => olderFiles.has(candidate))) {
    try {
      files.set(name, (await readOrdinaryFile(join(place.directory, name))).toString("utf8"));
    } catch (error) {
      problems.push({ path: join(place.directory, name), because: messageOf(error) });
    }
  }
  if (files.size === 0) return { ...nothing, problems };
  const older = readOlder({ ...place, files });
  return { configurations: [older.configuration], problems: [...problems, ...older.problems] };
}

async function readPlace(place: Place, names: readonly string[]): Promise<Reading> {
  try {
    if (!(await isOurs(place.directory, names))) return await readOlderFolder(place, names);
    const { configuration, problems } = await readConfiguration(place);
    return { configurations: [configuration], problems };
  } catch (error) {
    return problem(join(place.directory, metadataFile), error);
  }
}

/** Folders below `directory`, sorted; links and hidden ones are not followed, links are told of. */
async function subfolders(directory: string): Promise<{ folders: string[]; problems: ReadingProblem[] }> {
  const entries = await readdir(directory, { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith("."));
  return {
    folders: visible
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted(),
    problems: visible
      .filter((entry) => entry.isSymbolicLink())
      .map((entry) => ({
        path: join(directory, entry.name),
        because: "it is a link, and links are not followed",
      })),
  };
}

async function readFolder(place: Place): Promise<Reading> {
  try {
    return await readPlace(place, await readdir(place.directory));
  } catch (error) {
    return problem(place.directory, error);
  }
}

async function readGroup(resultsFolder: string, name: string): Promise<Reading> {
  const directory = join(resultsFolder, name);
  try {
    const own = await readdir(directory);
    if (own.includes(metadataFile) || own.some((file) => olderFiles.has(file)))
      return await readPlace({ gpu: unsortedGroup, config: name, directory }, own);
    const { folders, problems } = await subfolders(directory);
    const readings: Reading[] = [];
    for (const config of folders) {
      const place = { gpu: name, config, directory: join(directory, config) };
      readings.push(await readFolder(place));
    }
    return together([...readings, { ...nothing, problems }]);
  } catch (error) {
    return problem(directory, error);
  }
}

/**
 * Reads every configuration under a results folder, ours and older ones. What cannot be read is told of and never
 * keeps the rest from being read.
 * @throws Error when the folder itself cannot be listed.
 */
export async function readTree(resultsFolder: string): Promise<ResultTree> {
  const { folders, problems } = await subfolders(resultsFolder);
  const readings: Reading[] = [];
  for (const name of folders) readings.push(await readGroup(resultsFolder, name));
  return together([...readings, { ...nothing, problems }]);
}
