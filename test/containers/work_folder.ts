import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../alive.ts";

/** The folder's name goes on with the process id of whose it is. */
const prefix = "vcpu-bench-containers-";

/** Removes what killed tests left; the engines that stored it have died with them. */
async function removeStale(): Promise<void> {
  for (const name of await readdir(tmpdir()))
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))))
      await rm(join(tmpdir(), name), { recursive: true, force: true });
}

/** Makes the temporary folder for all that these tests store; others may go through it, and not look into it. */
export async function makeWorkFolder(): Promise<string> {
  await removeStale();
  const folder = join(tmpdir(), `${prefix}${process.pid}`);
  await mkdir(folder, { mode: 0o711 });
  return folder;
}
