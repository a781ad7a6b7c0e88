import { tryCpuList } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** The fields of /proc/self/status by name, as text. */
export function processStatus(files: SystemFiles): ReadonlyMap<string, string> {
  const lines = (files.read("/proc/self/status") ?? "").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(":");
      return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1).trim()] as const];
    }),
  );
}

/** The CPUs of this process's affinity mask, offline ones possibly among them; null where /proc does not say. */
export function affinity(files: SystemFiles): number[] | null {
  return tryNonEmptyList(processStatus(files).get("Cpus_allowed_list"));
}

/** The nodes on which this process may have memory, offline ones possibly among them; null where /proc does not say. */
export function allowedMemoryNodes(files: SystemFiles): number[] | null {
  return tryNonEmptyList(processStatus(files).get("Mems_allowed_list"));
}

function tryNonEmptyList(text: string | undefined): number[] | null {
  return text === undefined || text === "" ? null : tryCpuList(text);
}
