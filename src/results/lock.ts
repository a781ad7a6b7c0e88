import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../caught.ts";
import { UsageError } from "../usage_error.ts";

const fileName = ".lock";

/**
 * Identifies a process beyond reuse of its number: its start in ticks since boot, field 22 of /proc/PID/stat. The
 * command's name before it may hold spaces and parentheses, so fields are counted from the last one.
 */
async function startOf(pid: string): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

/** The process that holds a lock with this text; null when it is gone. */
async function holderOf(text: string): Promise<string | null> {
  const [pid = "", start = ""] = text.split(" ");
  return /^\d+$/.test(pid) && start !== "" && (await startOf(pid)) === start ? pid : null;
}

/** Gives a file a second name; false when there is something of that name. */
async function linkNew(file: string, name: string): Promise<boolean> {
  try {
    await link(file, name);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
}

/**
 * Puts `own` in the place of a lock whose process is gone, unless another does: who replaces a certain text must have
 * made the claim named after it, and looks again once it has, so that no live lock is ever replaced.
 */
async function takeOver(path: string, stale: string, own: string): Promise<void> {
  const claim = `${path}-after-${Bun.hash(stale).toString(36)}`;
  if (await linkNew(own, claim)) {
    try {
      if ((await readIfThere(path)) === stale) await rename(own, path);
    } finally {
      await rm(claim, { force: true });
    }
  } else if ((await holderOf((await readIfThere(claim)) ?? "")) === null) await rm(claim, { force: true });
}

/**
 * Makes sure that one run at a time measures into a results folder: two at once would spoil each other's numbers.
 * A lock whose process is gone, killed for instance, is taken over.
 *
 * @returns a function that gives the lock back.
 * @throws UsageError naming the process that holds it.
 */
export async function takeLock(resultsFolder: string): Promise<() => Promise<void>> {
  await mkdir(resultsFolder, { recursive: true });
  const path = join(resultsFolder, fileName);
  const own = `${path}-${crypto.randomUUID()}`;
  const text = `${process.pid} ${await startOf("self")}`;
  // Written under a name of its own first, so that no one sees a lock that does not yet say whose it is.
  await writeFile(own, text);
  try {
    while (!(await linkNew(own, path))) {
      const held = await readIfThere(path);
      if (held === null) continue;
      const holder = await holderOf(held);
      if (holder !== null)
        throw new UsageError(
          `${resultsFolder} is in use by another run (process ${holder}): two at once would spoil each other's ` +
            "numbers, so wait for it or end it.",
        );
      await takeOver(path, held, own);
      if ((await readIfThere(own)) === null) break;
    }
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(path, { force: true });
}
