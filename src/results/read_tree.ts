import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ReadingProblem, ResultTree } from "./configuration.ts";
import { metadataFile, samplesFile } from "./folder.ts";
import { olderFiles, readOlder } from "./older/read_older.ts";
import { ordinaryFile, readConfiguration } from "./read_configuration.ts";
import { limitTo } from "./limit.ts";
import { type Listing, listFolder } from "./list_files.ts";
import { inNaturalOrder } from "./natural_order.ts";
import { type SamplesReader, samplesReader } from "./samples_csv.ts";
import { messageOf } from "../caught.ts";

/** Group of the configurations that lie where a GPU group should, as the older suite's run script left them. */
const unsortedGroup = "unsorted";

/** Where a configuration may lie. */
export interface Place {
  readonly gpu: string;
  readonly config: string;
  readonly directory: string;
}

/** The GPU groups of a results folder before anything in them is read. */
export interface ListedTree {
  /** By group, in natural order as the configurations of each. */
  readonly groups: readonly (readonly Place[])[];
  readonly problems: readonly ReadingProblem[];
}

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

/** Whether a folder may be a configuration; what cannot be listed may be one, and is told of when it is read. */
async function mayBeConfiguration({ directory }: Place): Promise<boolean> {
  try {
    const { names } = await listFolder(directory);
    return names.some((name) => name === samplesFile || olderFiles.has(name));
  } catch {
    return true;
  }
}

/** The places of configurations in a folder that lies where a GPU group should. */
async function placesIn(
  resultsFolder: string,
  name: string,
): Promise<{ places: readonly Place[]; problems: readonly ReadingProblem[] }> {
  const directory = join(resultsFolder, name);
  try {
    const { folders, problems } = await subfolders(directory);
    const places = folders.map((config) => ({ gpu: name, config, directory: join(directory, config) }));
    const { names } = await listFolder(directory);
    if (!names.some((file) => olderFiles.has(file))) return { places, problems };
    // One stray file must not hide the configurations beside it; other folders within are the configuration's own.
    const isOne = await Promise.all(places.map(mayBeConfiguration));
    const within = places.filter((_, i) => isOne[i]);
    const own = { gpu: unsortedGroup, config: name, directory };
    return { places: [own, ...within], problems: within.length === 0 ? [] : problems };
  } catch (error) {
    return { places: [], ...problem(directory, error) };
  }
}

/**
 * What there may be to read under a results folder, ours and of the older tool.
 * @throws Error when the folder itself cannot be listed.
 */
export async function listTree(resultsFolder: string): Promise<ListedTree> {
  const { folders, problems } = await subfolders(resultsFolder);
  const listed = await Promise.all(folders.map((name) => placesIn(resultsFolder, name)));
  const places = inNaturalOrder(listed.flatMap((one) => one.places));
  return {
    groups: Array.from(Map.groupBy(places, ({ gpu }) => gpu).values()),
    problems: [...listed.flatMap((one) => one.problems), ...problems],
  };
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
