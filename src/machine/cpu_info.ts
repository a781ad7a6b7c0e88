import type { SystemFiles } from "./system_files.ts";

/** The fields of one processor in /proc/cpuinfo by name; what they are depends on the architecture. */
export type ProcessorInfo = ReadonlyMap<string, string>;

/** The processors of /proc/cpuinfo, which lists those that are online. */
export function readCpuInfo(files: SystemFiles): ProcessorInfo[] {
  return (files.read("/proc/cpuinfo") ?? "")
    .split(/\n\s*\n/)
    .map((block) => new Map(block.split("\n").flatMap(field)))
    .filter((processor) => processor.has("processor"));
}

function field(line: string): (readonly [string, string])[] {
  const colon = line.indexOf(":");
  return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
}
