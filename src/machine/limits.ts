import { statfsSync } from "node:fs";
import { capSysNice, effectiveCapabilities } from "./confinement.ts";
import { parseCpuList } from "./cpu_list.ts";
import type { NumaNode } from "./facts.ts";
import { readMeminfo } from "./memory.ts";
import { readNuma } from "./numa.ts";
import { processStatus } from "./process_status.ts";
import { parseInteger } from "./read_value.ts";
import { runTool, toolFailure, type CommandLine, type RunTool } from "./run_tool.ts";
import type { SystemFiles } from "./system_files.ts";

/** What holds this process back, or could disturb what it measures. Null means that the system does not say. */
export interface Limits {
  /** Whether the process has CAP_SYS_NICE, without which Docker's default filter refuses memory binding. */
  readonly canSetNice: boolean | null;
  /** How system calls are filtered; `filter` is what container engines set. */
  readonly seccomp: "off" | "strict" | "filter" | null;
  /** Found out by binding memory to `node` for real. */
  readonly memoryBinding: MemoryBinding;
  /** Size of /dev/shm. */
  readonly sharedMemoryBytes: number | null;
  /** How much memory the process may lock (soft limit); Infinity without a limit. */
  readonly lockableBytes: number | null;
  /** Runnable tasks, averaged over the last minute, five and fifteen. */
  readonly loadAverage: readonly [one: number, five: number, fifteen: number] | null;
  readonly swapUsedBytes: number | null;
}

export type MemoryBinding =
  | { readonly status: "works"; readonly node: number }
  /** `because` holds numactl's own words. */
  | { readonly status: "refused"; readonly node: number; readonly because: string }
  /** `because` says why it could not be tried. */
  | { readonly status: "unknown"; readonly because: string };

/** What files alone do not tell. */
export interface LimitProbes {
  readonly runTool: RunTool;
  /** Size in bytes of the file system mounted at a path; null when there is none. */
  readonly fileSystemBytes: (path: string) => number | null;
}

/** The probes of the machine that this process runs on. */
export const limitProbes: LimitProbes = {
  runTool,
  fileSystemBytes: (path) => {
    try {
      const { blocks, bsize } = statfsSync(path);
      return blocks * bsize;
    } catch {
      return null;
    }
  },
};

/** Reads and tries out what this process is limited in. Never throws. */
export function readLimits(files: SystemFiles, probes: LimitProbes = limitProbes): Limits {
  return {
    canSetNice: canSetNice(files),
    seccomp: seccompModes.get(processStatus(files).get("Seccomp")) ?? null,
    memoryBinding: tryMemoryBinding(files, probes.runTool),
    sharedMemoryBytes: probes.fileSystemBytes("/dev/shm"),
    lockableBytes: lockableBytes(files),
    loadAverage: loadAverage(files),
    swapUsedBytes: swapUsedBytes(files),
  };
}

const seccompModes: ReadonlyMap<string | undefined, Limits["seccomp"]> = new Map([
  ["0", "off"],
  ["1", "strict"],
  ["2", "filter"],
]);

function canSetNice(files: SystemFiles): boolean | null {
  const mask = effectiveCapabilities(files);
  return mask === null ? null : ((mask >> capSysNice) & 1n) === 1n;
}

function tryMemoryBinding(files: SystemFiles, run: RunTool): MemoryBinding {
  const node = bindableNode(files)?.id;
  if (node === undefined)
    return { status: "unknown", because: "no NUMA node has memory that this process may use" };
  const argv: CommandLine = ["numactl", `--membind=${node}`, "true"];
  const outcome = run(argv);
  const because = toolFailure(argv, outcome);
  if (because === null) return { status: "works", node };
  return outcome.kind === "ended" && outcome.exitCode !== null
    ? { status: "refused", node, because }
    : { status: "unknown", because };
}

/** The first node with memory; a cpuset may forbid some, which would be another refusal than the one looked for. */
function bindableNode(files: SystemFiles): NumaNode | undefined {
  const { nodes, allowed } = readNuma(files);
  const ids = parseCpuList(allowed);
  return nodes.find(({ id, memoryBytes }) => memoryBytes > 0 && ids.includes(id));
}

function lockableBytes(files: SystemFiles): number | null {
  const soft = /^Max locked memory\s+(\S+)/m.exec(files.read("/proc/self/limits") ?? "")?.[1];
  return soft === "unlimited" ? Infinity : parseInteger(soft);
}

function loadAverage(files: SystemFiles): Limits["loadAverage"] {
  const match = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+) /.exec(files.read("/proc/loadavg") ?? "");
  return match === null ? null : [Number(match[1]), Number(match[2]), Number(match[3])];
}

function swapUsedBytes(files: SystemFiles): number | null {
  const meminfo = readMeminfo(files, "/proc/meminfo");
  const total = meminfo.get("SwapTotal");
  const free = meminfo.get("SwapFree");
  return total === undefined || free === undefined ? null : Math.max(0, total - free);
}
