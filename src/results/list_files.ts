import { readdir } from "node:fs/promises";
import type { KeptFile } from "./configuration.ts";

/** What lies in a configuration's folder. */
export interface Listing {
  readonly names: readonly string[];
  /** Those that are ordinary files and no leftover of a kill, sorted: a link may lead anywhere. */
  readonly ordinary: readonly string[];
}

/** Lists a folder without looking at each of its files: a thousand folders are listed for a report. */
export async function listFolder(directory: string): Promise<Listing> {
  const entries = await readdir(directory, { withFileTypes: true });
  return {
    names: entries.map(({ name }) => name),
    ordinary: entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .toSorted(),
  };
}

/** Files with the lengths that are known of them anyway. */
export function keptFiles(names: readonly string[], lengths: ReadonlyMap<string, number>): KeptFile[] {
  return names.map((name) => ({ name, bytes: lengths.get(name) ?? null }));
}
