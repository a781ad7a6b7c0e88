import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** The paths below a folder and the folder itself, `.`, that are not a user's and their group's. */
export async function notOwnedBy(folder: string, id: number): Promise<string[]> {
  const paths = [".", ...(await readdir(folder, { recursive: true }))];
  const stats = await Promise.all(paths.map((path) => lstat(join(folder, path))));
  return paths.filter((_, index) => stats[index]?.uid !== id || stats[index]?.gid !== id);
}
