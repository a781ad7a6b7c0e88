import { dlopen } from "bun:ffi";
import { open, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../usage_error.ts";

const fileName = ".lock";

/** From sys/file.h. */
const exclusively = 2;
const withoutWaiting = 4;

/** Takes an advisory lock, which the kernel gives back when the descriptor's process ends, however it ends. */
function lockFile({ fd }: FileHandle): boolean {
  const libc = dlopen("libc.so.6", { flock: { args: ["i32", "i32"], returns: "i32" } });
  try {
    return libc.symbols.flock(fd, exclusively | withoutWaiting) === 0;
  } finally {
    libc.close();
  }
}

/** Whether a descriptor is still of the file of that name: who gave the lock back has removed it. */
async function isOf(handle: FileHandle, path: string): Promise<boolean> {
  const [own, named] = await Promise.all([handle.stat(), stat(path).catch(() => null)]);
  return own.ino === named?.ino;
}

/**
 * Makes sure that one run at a time measures into a results folder, also from several containers: two at once would
 * spoil each other's numbers. What a killed run leaves is a file, and only an open descriptor of it is a lock.
 *
 * @returns a function that gives the lock back.
 * @throws UsageError naming the process that holds it, by its number where it runs.
 */
export async function takeLock(resultsFolder: string): Promise<() => Promise<void>> {
  const path = join(resultsFolder, fileName);
  const handle = await open(path, "a+");
  if (!lockFile(handle)) {
    const holder = await handle.readFile("utf8");
    await handle.close();
    throw new UsageError(
      `${resultsFolder} is in use by another run (process ${holder}): two at once would spoil each other's numbers, ` +
        "so wait for it or end it.",
    );
  }
  if (!(await isOf(handle, path))) {
    await handle.close();
    return takeLock(resultsFolder);
  }
  await handle.truncate(0);
  await handle.appendFile(`${process.pid}`);
  return async () => {
    await rm(path, { force: true });
    await handle.close();
  };
}
