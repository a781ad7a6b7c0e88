import type { Gpu } from "../facts.ts";
import { readCount } from "../read_value.ts";
import type { SystemFiles } from "../system_files.ts";
import type { GpuSample } from "./gpu_sample.ts";
import { pciFolder } from "./pci_devices.ts";
import { generationOf, readLink } from "./pcie_links.ts";

/** What amdgpu shows in /sys of one GPU right now; it says nothing there about throttling. */
export function readAmdSample(files: SystemFiles, { index, address }: Gpu): GpuSample {
  const device = `${pciFolder}/${address}`;
  const sensors = `${device}/hwmon/${files.list(`${device}/hwmon`)[0]}`;
  const microwatts =
    readCount(files, `${sensors}/power1_average`) ?? readCount(files, `${sensors}/power1_input`);
  const millidegrees = readCount(files, `${sensors}/temp1_input`);
  const link = address === null ? null : readLink(files, address);
  return {
    gpu: index,
    utilizationPercent: readCount(files, `${device}/gpu_busy_percent`),
    smClockMHz: readCurrentClock(files, `${device}/pp_dpm_sclk`),
    memoryClockMHz: readCurrentClock(files, `${device}/pp_dpm_mclk`),
    temperatureC: millidegrees === null ? null : millidegrees / 1000,
    powerWatts: microwatts === null ? null : microwatts / 1e6,
    throttleReasons: [],
    pcieGeneration: generationOf(link?.speedGTs ?? null),
    pcieWidth: link?.width ?? null,
  };
}

/** MHz of the line that is in force: `1: 2100Mhz *`. */
function readCurrentClock(files: SystemFiles, path: string): number | null {
  const [, clock] = /^\S+: (\d{1,9})Mhz \*$/im.exec((files.read(path) ?? "").replaceAll(/ +$/gm, "")) ?? [];
  return clock === undefined ? null : Number(clock);
}
