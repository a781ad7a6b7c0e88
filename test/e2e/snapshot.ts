import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

async function describe(path: string): Promise<string> {
  const stats = await lstat(path);
  if (stats.isDirectory()) return "folder";
  if (stats.isSymbolicLink()) return `link to ${await readlink(path)}`;
  if (!stats.isFile()) return "neither file nor folder";
  const hash = Bun.hash(await readFile(path)).toString(16);
  return `${stats.size} bytes, hash ${hash}, of ${stats.mtimeMs}`;
}

/** Every path under a folder with what it holds and when that was written: equal when nothing was changed. */
export async function snapshot(folder: string): Promise<Record<string, string>> {
  const paths = (await readdir(folder, { recursive: true })).toSorted();
  const entries = paths.map(async (path) => [path, await describe(join(folder, path))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** The paths of the files under a folder, without the folders. */
export async function filesUnder(folder: string): Promise<string[]> {
  return Object.entries(await snapshot(folder))
    .filter(([, what]) => what !== "folder")
    .map(([path]) => path);
}
