import { readFileSync } from "node:fs";

/** Letter of a process's state, `T` when it is stopped, `Z` when nobody has read how it ended; null when it is gone. */
export function processState(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.[0] ?? null;
  } catch {
    return null;
  }
}

/** Waits until it is so. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await Bun.sleep(1);
}

/** How many lines a file has; none when it is not there. */
export function linesIn(path: string): number {
  try {
    return readFileSync(path, "utf8").split("\n").length - 1;
  } catch {
    return 0;
  }
}
