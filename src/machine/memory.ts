import type { MachineFacts } from "./facts.ts";
import { parseInteger } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/**
 * The fields of /proc/meminfo or of a node's meminfo by name: bytes where the kernel prints kB, else the bare count.
 * Lines that are neither are left out.
 */
export function readMeminfo(files: SystemFiles, path: string): ReadonlyMap<string, number> {
  const lines = (files.read(path) ?? "").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const [, name, digits, unit] = /^(?:Node \d+ )?([^:]+):\s*(\d+)( kB)?\s*$/.exec(line) ?? [];
      const value = parseInteger(digits);
      if (name === undefined || value === null) return [];
      const scaled = unit === undefined ? value : value * 1024;
      return Number.isSafeInteger(scaled) ? [[name, scaled] as const] : [];
    }),
  );
}

/** All memory, and what could be used without swapping; zero where the system does not say. */
export function readMemory(files: SystemFiles): MachineFacts["memory"] {
  const meminfo = readMeminfo(files, "/proc/meminfo");
  return {
    totalBytes: meminfo.get("MemTotal") ?? 0,
    availableBytes: meminfo.get("MemAvailable") ?? meminfo.get("MemFree") ?? 0,
  };
}
