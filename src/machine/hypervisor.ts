import { readCpuInfo } from "./cpu_info.ts";
import { readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** What the firmware of virtual machines says in the DMI fields, by how the text begins. */
const firmwareNames: readonly (readonly [start: string, name: string])[] = [
  ["KVM", "kvm"],
  ["OpenStack", "kvm"],
  ["KubeVirt", "kvm"],
  ["Amazon EC2", "amazon"],
  ["Google Compute Engine", "google"],
  ["QEMU", "qemu"],
  ["VMware", "vmware"],
  ["VMW", "vmware"],
  ["innotek GmbH", "oracle"],
  ["VirtualBox", "oracle"],
  ["Xen", "xen"],
  ["Bochs", "bochs"],
  ["Parallels", "parallels"],
  ["BHYVE", "bhyve"],
  ["Hyper-V", "microsoft"],
  ["Virtual Machine", "microsoft"],
  ["Apple Virtualization", "apple"],
  ["Cloud Hypervisor", "cloud-hypervisor"],
];

/** Names that the cloud gives its bare machines as well. */
const alsoBare: ReadonlySet<string> = new Set(["amazon", "google"]);

/**
 * The hypervisor in the words of systemd-detect-virt, as far as files tell: `qemu` is QEMU without visible KVM, which
 * is emulation or KVM hidden from the guest; `vm-other` a hypervisor that does not give its name; `none` a bare
 * machine; null where nothing tells.
 */
export function readHypervisor(files: SystemFiles): string | null {
  const flagged = hypervisorFlag(files);
  const firmware = firmwareHypervisor(files);
  if (firmware !== null && firmware !== "qemu" && !(alsoBare.has(firmware) && flagged === false))
    return firmware;
  return (
    xenType(files) ??
    clockHypervisor(files) ??
    deviceTreeHypervisor(files) ??
    emulatedCpu(files) ??
    (firmware === "qemu" ? "qemu" : null) ??
    otherwise(files, flagged)
  );
}

function otherwise(files: SystemFiles, flagged: boolean | null): string | null {
  if (flagged === true) return "vm-other";
  const hasFirmware = readLine(files, "/sys/class/dmi/id/sys_vendor") !== null;
  return flagged === false || hasFirmware ? "none" : null;
}

/** Whether the CPU says that a hypervisor runs it; null on CPUs that have no such flag. */
function hypervisorFlag(files: SystemFiles): boolean | null {
  const flags = readCpuInfo(files)[0]?.get("flags");
  return flags === undefined ? null : flags.split(" ").includes("hypervisor");
}

function firmwareHypervisor(files: SystemFiles): string | null {
  const texts = ["product_name", "sys_vendor", "board_vendor", "bios_vendor"].map((field) =>
    readLine(files, `/sys/class/dmi/id/${field}`),
  );
  for (const text of texts) {
    const name = firmwareNames.find(([start]) => text?.startsWith(start) === true)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

function xenType(files: SystemFiles): string | null {
  if (readLine(files, "/sys/hypervisor/type") !== "xen") return null;
  // The first domain is the host itself.
  return readLine(files, "/proc/xen/capabilities")?.includes("control_d") === true ? "none" : "xen";
}

function clockHypervisor(files: SystemFiles): string | null {
  const clocks = readLine(files, "/sys/devices/system/clocksource/clocksource0/available_clocksource") ?? "";
  if (clocks.includes("kvm-clock")) return "kvm";
  if (clocks.includes("hyperv_clocksource")) return "microsoft";
  return null;
}

function deviceTreeHypervisor(files: SystemFiles): string | null {
  const compatible = files.read("/proc/device-tree/hypervisor/compatible") ?? "";
  if (compatible.includes("linux,kvm")) return "kvm";
  if (compatible.includes("xen")) return "xen";
  if (compatible.includes("vmware")) return "vmware";
  return null;
}

function emulatedCpu(files: SystemFiles): string | null {
  return readCpuInfo(files)[0]?.get("model name")?.startsWith("QEMU ") === true ? "qemu" : null;
}
