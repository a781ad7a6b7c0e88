import type { GpuLoad } from "../../results/metadata.ts";
import { formatCount, formatPlural } from "../../number_format.ts";
import { asAbove, type Cell, type DataTable, missing, textCell } from "./data_table.ts";
import type { LoadOfBenchmark } from "../../analysis/gpu_load.ts";
import { isUnknown, linkWords } from "../../analysis/pcie_link.ts";

function spreadCell(spread: GpuLoad["smClockMHz"]): Cell {
  if (spread === null) return missing;
  const { min, median, max } = spread;
  return {
    text: formatCount(median),
    ...(min !== max && { details: [`${formatCount(min)}–${formatCount(max)}`] }),
    value: median,
  };
}

function samplesCell({ samples, busySamples }: LoadOfBenchmark): Cell {
  return { text: `${formatCount(busySamples)} of ${formatCount(samples)}`, value: busySamples };
}

function reasonsCell({ busyTrials, throttleReasons }: LoadOfBenchmark): Cell {
  if (busyTrials === 0) return missing;
  return textCell(throttleReasons.length === 0 ? "nothing" : throttleReasons.join(", "));
}

function linkCell({ link, fastestLink, busyTrials, degradedTrials }: LoadOfBenchmark): Cell {
  if (link === null) return missing;
  const words = linkWords(link);
  const most = isUnknown(fastestLink) ? [] : [`of ${linkWords(fastestLink)}`];
  return degradedTrials === 0
    ? { text: words, details: most, value: words }
    : {
        text: `degraded: ${words}`,
        details: [...most, `in ${degradedTrials} of ${formatPlural(busyTrials, "trial")}`],
        value: words,
      };
}

/** What the GPUs did while they were measured; null when nobody looked. */
export function gpuLoadTable(loads: readonly LoadOfBenchmark[]): DataTable | null {
  if (loads.length === 0) return null;
  return {
    columns: [
      { label: "benchmark", isNumeric: false },
      { label: "GPU", isNumeric: true },
      { label: "samples at work", isNumeric: true },
      { label: "SM clock", unit: "MHz", isNumeric: true },
      { label: "memory clock", unit: "MHz", isNumeric: true },
      { label: "temperature", unit: "°C", isNumeric: true },
      { label: "power", unit: "W", isNumeric: true },
      { label: "clocks held back by", isNumeric: false },
      { label: "PCIe link under load", isNumeric: false },
    ],
    rows: loads.map((load, i) => [
      loads[i - 1]?.benchmark === load.benchmark ? asAbove : textCell(load.benchmark),
      { text: String(load.gpu), value: load.gpu },
      samplesCell(load),
      spreadCell(load.smClockMHz),
      spreadCell(load.memoryClockMHz),
      spreadCell(load.temperatureC),
      spreadCell(load.powerWatts),
      reasonsCell(load),
      linkCell(load),
    ]),
  };
}
