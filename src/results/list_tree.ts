import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../caught.ts";
import type { ReadingProblem } from "./configuration.ts";
import { samplesFile } from "./file_names.ts";
import { listFolder } from "./list_files.ts";
import { inNaturalOrder } from "./natural_order.ts";
import { olderFiles } from "./older/file_names.ts";

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

/** What lies in a folder that may hold others. */
interface Contents {
  readonly names: readonly string[];
  /** Folders, sorted; links and hidden ones are not followed. */
  readonly folders: readonly string[];
  /** Links. */
  readonly problems: readonly ReadingProblem[];
}

async function contentsOf(directory: string): Promise<Contents> {
  const entries = await readdir(directory, { withFileTypes: true });
  const visible = entries.filter((entry) => !entry.name.startsWith("."));
  return {
    names: entries.map((entry) => entry.name),
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
    const { names, folders, problems } = await contentsOf(directory);
    const places = folders.map((config) => ({ gpu: name, config, directory: join(directory, config) }));
    if (!names.some((file) => olderFiles.has(file))) return { places, problems };
    // One stray file must not hide the configurations beside it; other folders within are the configuration's own.
    const isOne = await Promise.all(places.map(mayBeConfiguration));
    const within = places.filter((_, i) => isOne[i]);
    const own = { gpu: unsortedGroup, config: name, directory };
    return { places: [own, ...within], problems: within.length === 0 ? [] : problems };
  } catch (error) {
    return { places: [], problems: [{ path: directory, because: messageOf(error) }] };
  }
}

/**
 * What there may be to read under a results folder, ours and of the older tool.
 * @throws Error when the folder itself cannot be listed.
 */
export async function listTree(resultsFolder: string): Promise<ListedTree> {
  const { folders, problems } = await contentsOf(resultsFolder);
  const listed = await Promise.all(folders.map((name) => placesIn(resultsFolder, name)));
  const places = inNaturalOrder(listed.flatMap((one) => one.places));
  return {
    groups: Array.from(Map.groupBy(places, ({ gpu }) => gpu).values()),
    problems: [...listed.flatMap((one) => one.problems), ...problems],
  };
}
