import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { soundFolders } from "./bases.ts";
import { directoryOf, writeFolder } from "./folder.ts";
import { type Mutated, mutatedFolder } from "./mutations.ts";

/** Stands in a file beside the results folder, to which hostile links lead: no report may say it. */
export const secret = "this-is-nobodys-business";

/** A results folder with hostile folders among sound ones. */
export interface HostileTree {
  /** The results folder. */
  readonly root: string;
  readonly hostile: readonly Mutated[];
}

/** Two hostile folders may have chosen one name. */
function apart(mutated: readonly Mutated[]): Mutated[] {
  const taken = new Set(soundFolders.map((folder) => directoryOf(folder, "")));
  return mutated.map((one) => {
    const { folder, seed } = one;
    const isTaken = taken.has(directoryOf(folder, ""));
    const own = isTaken ? { ...folder, config: `${folder.config.slice(0, 40)} ${seed}` } : folder;
    taken.add(directoryOf(own, ""));
    return { ...one, folder: own };
  });
}

/** Writes the sound folders, and hostile ones among them, below a folder that is there. */
export async function writeTree(parent: string, mutated: readonly Mutated[]): Promise<HostileTree> {
  const root = join(parent, "results");
  await mkdir(join(parent, "secret"));
  await writeFile(join(parent, "secret", "secret.txt"), secret);
  const hostile = apart(mutated);
  for (const folder of [...soundFolders, ...hostile.map((one) => one.folder)])
    await writeFolder(folder, root);
  return { root, hostile };
}

/** The tree of some seeds. */
export async function writeSeededTree(parent: string, seeds: readonly number[]): Promise<HostileTree> {
  return writeTree(parent, seeds.map(mutatedFolder));
}
