import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../usage_error.ts";
import { codeOf, messageOf } from "../caught.ts";

/** Far more than a run's files take, so that a run does not begin that cannot be saved. */
const neededBytes = 32 * 1024 * 1024;

const advice: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there: change its owner or name another folder with --results",
  EPERM: "this user may not write there: change its owner or name another folder with --results",
  EROFS: "the file system is read-only: name another folder with --results",
  ENOSPC: "the disk is full: free some space or name another folder with --results",
  EDQUOT: "the disk quota is used up: free some space or name another folder with --results",
  ENOTDIR: "part of the path is a file: name another folder with --results",
  EEXIST: "part of the path is a file: name another folder with --results",
};

/** What to tell of a system's error that came before anything was measured. */
export function cannotWrite(path: string, error: unknown): UsageError {
  return new UsageError(
    `results cannot be written to ${path}: ${advice[codeOf(error)] ?? messageOf(error)}.`,
  );
}

/**
 * Creates the folder and proves, by writing, that results can be kept in it.
 * @throws UsageError saying why not and what to do.
 */
export async function checkWritable(folder: string): Promise<void> {
  const probe = join(folder, ".probe");
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, Buffer.alloc(64 * 1024));
    await rm(probe, { force: true });
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOSPC") await rm(probe, { force: true });
    throw cannotWrite(folder, error);
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < neededBytes)
    throw new UsageError(
      `results cannot be written to ${folder}: ${Math.floor((bavail * bsize) / 1e6)} MB are free and a run may need ` +
        `${Math.ceil(neededBytes / 1e6)} MB; free some space or name another folder with --results.`,
    );
}
