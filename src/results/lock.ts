import { mkdir, open, readFile, rm } from "node:fs/promises";
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
  const held = (await readFile(path, "utf8").catch(() => "")).split(" ");
  const [pid = "", start = ""] = held;
  if (/^\d+$/.test(pid) && start !== "" && (await startOf(pid)) === start)
    throw new UsageError(
      `${resultsFolder} is in use by another run (process ${pid}): two at once would spoil each other's numbers, ` +
        "so wait for it or end it.",
    );
  await rm(path, { force: true });
  const handle = await open(path, "wx").catch((error: unknown) => {
    if (codeOf(error) !== "EEXIST") throw error;
    throw new UsageError(
      `${resultsFolder} was taken into use by another run just now: wait for it or end it.`,
    );
  });
  try {
    await handle.writeFile(`${process.pid} ${await startOf("self")}`);
  } finally {
    await handle.close();
  }
  return () => rm(path, { force: true });
}
