import { join } from "node:path";
import type { ReadingProblem, ResultTree } from "./configuration.ts";
import { metadataFile, samplesFile } from "./file_names.ts";
import { olderFiles } from "./older/file_names.ts";
import { readOlder } from "./older/read_older.ts";
import { ordinaryFile, readConfiguration } from "./read_configuration.ts";
import { limitTo } from "./limit.ts";
import { type Listing, listFolder } from "./list_files.ts";
import { type ListedTree, listTree, type Place } from "./list_tree.ts";
import { type SamplesReader, samplesReader } from "./samples_csv.ts";
import { messageOf } from "../caught.ts";

/** While one is read from disk another is parsed; all at once would all be in memory as text. */
const atATime = 8;

const nothing: ResultTree = { configurations: [], problems: [] };

/** All of what was read in parts. */
export function together(readings: readonly ResultTree[]): ResultTree {
  return {
    configurations: readings.flatMap((reading) => reading.configurations),
    problems: readings.flatMap((reading) => reading.problems),
  };
}

function problem(path: string, error: unknown): ResultTree {
  return { ...nothing, problems: [{ path, because: messageOf(error) }] };
}

/** Whether a folder is of this suite: others' has no samples.csv, and no schema in its metadata.json. */
async function isOurs(directory: string, names: readonly string[]): Promise<boolean> {
  if (names.includes(samplesFile)) return true;
  if (!names.includes(metadataFile)) return false;
  try {
    const json: unknown = await ordinaryFile(join(directory, metadataFile)).json();
    return typeof json === "object" && json !== null && "schema" in json;
  } catch {
    return false;
  }
}

async function readOlderFolder(place: Place, { names, ordinary }: Listing): Promise<ResultTree> {
  const files = new Map<string, string>();
  const problems: ReadingProblem[] = [];
  for (const name of names.filter((candidate) => olderFiles.has(candidate))) {
    try {
      files.set(name, await ordinaryFile(join(place.directory, name)).text());
    } catch (error) {
      problems.push({ path: join(place.directory, name), because: messageOf(error) });
    }
  }
  if (files.size === 0) return { ...nothing, problems };
  const older = readOlder({ ...place, files, names: ordinary });
  return { configurations: [older.configuration], problems: [...problems, ...older.problems] };
}

async function readPlace(place: Place, listing: Listing, parse: SamplesReader): Promise<ResultTree> {
  try {
    if (!(await isOurs(place.directory, listing.names))) return await readOlderFolder(place, listing);
    const { configuration, problems } = await readConfiguration(place, parse, listing.ordinary);
    return { configurations: [configuration], problems };
  } catch (error) {
    return problem(join(place.directory, metadataFile), error);
  }
}

async function readFolder(place: Place, parse: SamplesReader): Promise<ResultTree> {
  try {
    return await readPlace(place, await listFolder(place.directory), parse);
  } catch (error) {
    return problem(place.directory, error);
  }
}

/**
 * Reads what was listed, a GPU group after the other, so that no more than two are in memory of a reader that keeps none;
 * what is not readable as a group comes last. What cannot be read is told of and never keeps the rest from being read.
 */
export async function* readGroups({ groups, problems }: ListedTree): AsyncGenerator<ResultTree> {
  const parse = samplesReader();
  const inTurn = limitTo(atATime);
  const read = async (places: readonly Place[]): Promise<ResultTree> =>
    together(await Promise.all(places.map((place) => inTurn(() => readFolder(place, parse)))));
  let next = read(groups[0] ?? []);
  for (let i = 0; i < groups.length; i += 1) {
    const group = await next;
    // Read from disk while the one before it is being worked on.
    next = read(groups[i + 1] ?? []);
    yield group;
  }
  yield { ...nothing, problems };
}

/**
 * Reads every configuration under a results folder, ours and older ones, as {@link readGroups} does.
 * @throws Error when the folder itself cannot be listed.
 */
export async function readTree(resultsFolder: string): Promise<ResultTree> {
  return together(await Array.fromAsync(readGroups(await listTree(resultsFolder))));
}
