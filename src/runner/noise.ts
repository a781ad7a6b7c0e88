import { parseCpuList } from "../machine/cpu_list.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { ticksPerSecond } from "./process_cpu.ts";
import type { Ended } from "./process_group.ts";
import type { Noise } from "./trial.ts";

/** Counters of the system at one moment; only differences mean anything. */
export interface SystemCounters {
  readonly atSeconds: number;
  /** Summed over the allowed CPUs. */
  readonly busySeconds: number | null;
  readonly stealSeconds: number | null;
  readonly pressureSeconds: number | null;
  readonly ownCpuSeconds: number;
}

/** Reads the counters of the CPUs in `allowed` (list notation). */
export function readCounters(files: SystemFiles, allowed: string): SystemCounters {
  const cpus = new Set(parseCpuList(allowed).map((cpu) => `cpu${cpu}`));
  const lines = (files.read("/proc/stat") ?? "")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([name = ""]) => cpus.has(name))
    .map((fields) => fields.slice(1).map(Number));
  // user nice system idle iowait irq softirq steal (proc_stat(5)); guest time is counted in user already.
  const sum = (columns: readonly number[]): number | null =>
    lines.length === 0
      ? null
      : lines.reduce(
          (total, fields) => total + columns.reduce((row, column) => row + (fields[column] ?? 0), 0),
          0,
        ) / ticksPerSecond;
  const pressure = /^some .*total=(\d+)/m.exec(files.read("/proc/pressure/cpu") ?? "")?.[1];
  const own = process.cpuUsage();
  return {
    atSeconds: performance.now() / 1000,
    busySeconds: sum([0, 1, 2, 5, 6]),
    stealSeconds: sum([7]),
    pressureSeconds: pressure === undefined ? null : Number(pressure) / 1e6,
    ownCpuSeconds: (own.user + own.system) / 1e6,
  };
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : Math.max(0, after - before);
}

/**
 * What went on between two moments in which the given processes ran.
 *
 * @param samplerCpuSeconds CPU time in between of the program that samples the GPUs
 */
export function noiseBetween(
  before: SystemCounters,
  after: SystemCounters,
  processes: readonly Pick<Ended, "cpuSeconds" | "involuntarySwitches">[],
  samplerCpuSeconds: number,
): Noise {
  const cpuSeconds = processes.reduce((sum, { cpuSeconds: own }) => sum + own, 0);
  const harnessCpuSeconds = after.ownCpuSeconds - before.ownCpuSeconds;
  const busySeconds = difference(before.busySeconds, after.busySeconds);
  return {
    wallSeconds: after.atSeconds - before.atSeconds,
    cpuSeconds,
    stealSeconds: difference(before.stealSeconds, after.stealSeconds),
    // The busy time has a resolution of a tick, the processes' does not: a little below zero is none.
    otherCpuSeconds:
      busySeconds === null
        ? null
        : Math.max(0, busySeconds - cpuSeconds - harnessCpuSeconds - samplerCpuSeconds),
    involuntarySwitches: processes.every((process) => process.involuntarySwitches !== null)
      ? processes.reduce((sum, process) => sum + (process.involuntarySwitches ?? 0), 0)
      : null,
    pressureSeconds: difference(before.pressureSeconds, after.pressureSeconds),
    harnessCpuSeconds,
    samplerCpuSeconds,
  };
}
