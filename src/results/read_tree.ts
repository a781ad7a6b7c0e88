import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration, ReadingProblem, ResultTree } from "./configuration.ts";
import { metadataFile, samplesFile } from "./folder.ts";
import { olderFiles, readOlder } from "./older/read_older.ts";
import { ordinaryFile, readConfiguration } from "./read_configuration.ts";
import { limitTo } from "./limit.ts";
import { type Listing, listFolder } from "./list_files.ts";
import { type SamplesReader, samplesReader } from "./samples_csv.ts";
import { messageOf } from "../caught.ts";

/** Group of the configurations that lie where a GPU group should, as the older suite's run script left them. */
const unsortedGroup = "unsorted";

type Place = { readonly gpu: string; readonly config: string; readonly directory: string };
type Reading = {
  readonly configurations: readonly Configuration[];
  readonly problems: readonly ReadingProblem[];
};

/** What the configurations of a tree are read with. */
interface Tools {
  readonly parse: SamplesReader;
  /** While one is read from disk another is parsed; all at once would all be in memory as text. */
  readonly inTurn: ReturnType<typeof limitTo>;
}

const atATime = 8;

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
    const json: unknown = await (await ordinaryFile(join(directory, metadataFile))).json();
    return typeof json === "object" && json !== null && "schema" in json;
  } catch {
    return false;
  }
}

async function readOlderFolder(place: Place, { names, ordinary }: Listing): Promise<Reading> {
  const files = new Map<string, string>();
  const problems: ReadingProblem[] = [];
  for (const name of names.filter((candidate) => olderFiles.has(candidate))) {
    try {
      files.set(name, await (await ordinaryFile(join(place.directory, name))).text());
    } catch (error) {
      problems.push({ path: join(place.directory, name), because: messageOf(error) });
    }
  }
  if (files.size === 0) return { ...nothing, problems };
  const older = readOlder({ ...place, files, names: ordinary });
  return { configurations: [older.configuration], problems: [...problems, ...older.problems] };
}

async function readPlace(place: Place, listing: Listing, parse: SamplesReader): Promise<Reading> {
  try {
    if (!(await isOurs(place.directory, listing.names))) return await readOlderFolder(place, listing);
    const { configuration, problems } = await readConfiguration(place, parse, listing.ordinary);
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

async function readFolder(place: Place, { parse, inTurn }: Tools): Promise<Reading> {
  try {
    return await inTurn(async () => readPlace(place, await listFolder(place.directory), parse));
  } catch (error) {
    return problem(place.directory, error);
  }
}

async function readGroup(resultsFolder: string, name: string, tools: Tools): Promise<Reading> {
  const directory = join(resultsFolder, name);
  try {
    const own = await listFolder(directory);
    if (own.names.includes(metadataFile) || own.names.some((file) => olderFiles.has(file)))
      return await readPlace({ gpu: unsortedGroup, config: name, directory }, own, tools.parse);
    const { folders, problems } = await subfolders(directory);
    const readings = await Promise.all(
      folders.map((config) => readFolder({ gpu: name, config, directory: join(directory, config) }, tools)),
    );
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
  const tools: Tools = { parse: samplesReader(), inTurn: limitTo(atATime) };
  const readings = await Promise.all(folders.map((name) => readGroup(resultsFolder, name, tools)));
  return together([...readings, { ...nothing, problems }]);
}
