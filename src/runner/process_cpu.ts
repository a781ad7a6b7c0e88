import type { SystemFiles } from "../machine/system_files.ts";

/** USER_HZ, which the kernel fixes at 100 for all that it shows to programs. */
export const ticksPerSecond = 100;

/** Nanoseconds that a thread has run; null where the kernel keeps no such account. */
function threadNs(files: SystemFiles, pid: number, thread: string): number | null {
  const ns = /^(\d+) /.exec(files.read(`/proc/${pid}/task/${thread}/schedstat`) ?? "")?.[1];
  return ns === undefined ? null : Number(ns);
}

/** User and system time (proc_pid_stat(5)), which stand behind a name that may hold anything. */
function fromTicks(stat: string): number | null {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system] = [fields[11], fields[12]];
  if (user === undefined || system === undefined || !/^\d+ \d+$/.test(`${user} ${system}`)) return null;
  return (Number(user) + Number(system)) / ticksPerSecond;
}

/** CPU time in seconds of all threads of a process; null when it is gone. */
export function processCpuSeconds(files: SystemFiles, pid: number): number | null {
  const threads = files.list(`/proc/${pid}/task`).map((thread) => threadNs(files, pid, thread));
  const known = threads.filter((ns) => ns !== null);
  if (known.length > 0) return known.reduce((sum, ns) => sum + ns, 0) / 1e9;
  return fromTicks(files.read(`/proc/${pid}/stat`) ?? "");
}
