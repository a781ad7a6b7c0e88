import { readInteger } from "../read_value.ts";
import type { SystemFiles } from "../system_files.ts";

const nodesFolder = "/sys/class/kfd/kfd/topology/nodes";

/** PCI addresses of the GPUs in the order in which amdgpu's compute driver, and so ROCm, counts them. */
export function kfdOrder(files: SystemFiles): string[] {
  return files
    .list(nodesFolder)
    .filter((name) => /^\d+$/.test(name))
    .toSorted((a, b) => Number(a) - Number(b))
    .flatMap((name) => {
      const folder = `${nodesFolder}/${name}`;
      // CPUs are nodes as well, with this id.
      if ((readInteger(files, `${folder}/gpu_id`) ?? 0) === 0) return [];
      return addressOf(files.read(`${folder}/properties`) ?? "");
    });
}

function addressOf(properties: string): string[] {
  const location = /^location_id (\d+)$/m.exec(properties)?.[1];
  const domain = /^domain (\d+)$/m.exec(properties)?.[1] ?? "0";
  if (location === undefined) return [];
  // Bus, device and function as PCI packs them: 8, 5 and 3 bits.
  const place = Number(location);
  const [bus, device] = [(place >> 8) & 0xff, (place >> 3) & 0x1f];
  return [`${hex(Number(domain), 4)}:${hex(bus, 2)}:${hex(device, 2)}.${place & 7}`];
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
