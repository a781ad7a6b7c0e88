import type { PcieLink } from "../facts.ts";
import { readCount, readLine } from "../read_value.ts";
import type { SystemFiles } from "../system_files.ts";
import { pciClass, pciFolder } from "./pci_devices.ts";

/** The bridge above each device that has one, by their PCI addresses. */
export type Bridges = ReadonlyMap<string, string>;

/** A bridge's folder holds that of each device below it; the root bus has no folder of this kind. */
export function readBridges(files: SystemFiles): Bridges {
  const bridges = files
    .list(pciFolder)
    .filter((address) => pciClass(files, address)?.startsWith("0x0604") === true);
  return new Map(
    bridges.flatMap((bridge) =>
      files.list(`${pciFolder}/${bridge}`).map((below) => [below, bridge] as const),
    ),
  );
}

/** The link of a device, then that of each bridge above it, the root port last. */
export function readLinks(files: SystemFiles, address: string, bridges: Bridges): PcieLink[] {
  const chain = [address];
  for (
    let above = bridges.get(address);
    above !== undefined && !chain.includes(above);
    above = bridges.get(above)
  )
    chain.push(above);
  return chain.map((device) => readLink(files, device));
}

/** The link of one device towards what is above it. */
export function readLink(files: SystemFiles, address: string): PcieLink {
  const folder = `${pciFolder}/${address}`;
  return {
    address,
    speedGTs: readSpeed(files, `${folder}/current_link_speed`),
    width: readWidth(files, `${folder}/current_link_width`),
    maxSpeedGTs: readSpeed(files, `${folder}/max_link_speed`),
    maxWidth: readWidth(files, `${folder}/max_link_width`),
  };
}

/** GT/s of `32.0 GT/s PCIe`, or of `8 GT/s` as older kernels write it; null for `Unknown`. */
function readSpeed(files: SystemFiles, path: string): number | null {
  const [, speed] = /^(\d+(?:\.\d+)?) GT\/s(?: PCIe)?$/.exec(readLine(files, path) ?? "") ?? [];
  return speed === undefined || Number(speed) === 0 ? null : Number(speed);
}

/** The widest link that PCI Express knows. The kernel writes 0 and 255 where there is no link or no answer. */
const widest = 32;

function readWidth(files: SystemFiles, path: string): number | null {
  const width = readCount(files, path);
  return width === null || width === 0 || width > widest ? null : width;
}

/** Lane speeds of the PCIe generations in GT/s, the first generation first. */
const generationSpeeds = [2.5, 5, 8, 16, 32, 64, 128];

/** The PCIe generation whose lanes run at this speed. */
export function generationOf(speedGTs: number | null): number | null {
  const place = generationSpeeds.indexOf(speedGTs ?? 0);
  return place < 0 ? null : place + 1;
}
