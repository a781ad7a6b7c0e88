import { readCpuInfo } from "./cpu_info.ts";
import { readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** The architecture as `uname -m` names it; `unknown` where no file tells. */
export function readArchitecture(files: SystemFiles): string {
  // The file exists since Linux 6.1; before, what cpuinfo looks like has to do.
  const stated = readLine(files, "/proc/sys/kernel/arch");
  if (stated !== null) return stated;
  const [processor] = readCpuInfo(files);
  if (processor?.has("vendor_id") === true)
    return processor.get("flags")?.includes(" lm ") === true ? "x86_64" : "i686";
  if (processor?.has("CPU implementer") === true)
    return processor.get("CPU architecture") === "8" ? "aarch64" : "arm";
  return "unknown";
}
