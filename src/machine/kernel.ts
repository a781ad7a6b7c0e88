import type { MachineFacts } from "./facts.ts";
import { readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** The running kernel, this boot of it, and the clock that it reads. */
export function readKernel(files: SystemFiles): Pick<MachineFacts, "kernel" | "bootId" | "clockSource"> {
  return {
    kernel: {
      release: readLine(files, "/proc/sys/kernel/osrelease"),
      commandLine: readLine(files, "/proc/cmdline"),
    },
    bootId: /^[0-9a-f-]{36}$/.exec(readLine(files, "/proc/sys/kernel/random/boot_id") ?? "")?.[0] ?? null,
    clockSource: readLine(files, "/sys/devices/system/clocksource/clocksource0/current_clocksource"),
  };
}
