import { readLine } from "../read_value.ts";
import type { SystemFiles } from "../system_files.ts";

export const pciFolder = "/sys/bus/pci/devices";

/** A GPU on the PCI bus, whether or not anything can use it. */
export interface PciGpu {
  readonly address: string;
  readonly vendor: "nvidia" | "amd";
  /** Made to compute: it drives no screen that a person may have bought it for. */
  readonly isAccelerator: boolean;
  /** The kernel driver that has it, e.g. `nvidia`, `amdgpu`, `vfio-pci`; null without one. */
  readonly driver: string | null;
}

const vendors: Readonly<Record<string, PciGpu["vendor"]>> = { "0x10de": "nvidia", "0x1002": "amd" };

/** Display controllers and processing accelerators of the two vendors; what else draws on a screen is no matter here. */
export function readPciGpus(files: SystemFiles): PciGpu[] {
  return files
    .list(pciFolder)
    .toSorted()
    .flatMap((address) => {
      const kind = pciClass(files, address) ?? "";
      if (!/^0x(?:03|12)[0-9a-f]{4}$/.test(kind)) return [];
      const vendor = vendors[readLine(files, `${pciFolder}/${address}/vendor`) ?? ""];
      if (vendor === undefined) return [];
      return [
        { address, vendor, isAccelerator: !kind.startsWith("0x0300"), driver: driverOf(files, address) },
      ];
    });
}

/** `0x030200`: base class, class and programming interface. */
export function pciClass(files: SystemFiles, address: string): string | null {
  return readLine(files, `${pciFolder}/${address}/class`);
}

function driverOf(files: SystemFiles, address: string): string | null {
  return /^DRIVER=(\S+)$/m.exec(files.read(`${pciFolder}/${address}/uevent`) ?? "")?.[1] ?? null;
}
