import { readdir, readFile, readlink } from "node:fs/promises";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** Fields behind the name, which may itself hold spaces and parentheses (proc_pid_stat(5)); null once it is gone. */
async function readProcess(pid: number): Promise<Process | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // What only waits for its parent to read its exit code is gone.
  return state === "Z" ? null : { pid, parent: Number(parent), group: Number(group) };
}

async function readProcesses(): Promise<Process[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  return (await Promise.all(pids.map(readProcess))).filter((found) => found !== null);
}

/** The process groups, by their leaders, that a program has started for its trials and that still run. */
export async function trialsOf(program: number): Promise<number[]> {
  return (await readProcesses())
    .filter(({ pid, parent, group }) => parent === program && group === pid)
    .map(({ pid }) => pid);
}

/** Processes of the groups that some processes lead. */
export async function membersOf(groups: readonly number[]): Promise<number[]> {
  return (await readProcesses()).filter(({ group }) => groups.includes(group)).map(({ pid }) => pid);
}

/** Waits until no process of these groups is left. */
export async function groupsEnd(groups: readonly number[]): Promise<void> {
  while ((await membersOf(groups)).length > 0) await Bun.sleep(20);
}

/** Waits until no process works in a folder or below it: it is not enough for a program to have ended. */
export async function processesEndIn(folder: string): Promise<void> {
  const worksThere = async (pid: string): Promise<boolean> =>
    (await readlink(`/proc/${pid}/cwd`).catch(() => "")).startsWith(folder);
  const areAny = async (): Promise<boolean> => {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    return (await Promise.all(pids.map(worksThere))).includes(true);
  };
  while (await areAny()) await Bun.sleep(20);
}
