import type { GpuSample } from "../machine/gpus/gpu_sample.ts";
import type { GpuLoad, Spread } from "./trial.ts";

function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (min === undefined || max === undefined || upper === undefined || lower === undefined) return null;
  return { min, median: (lower + upper) / 2, max };
}

function highest(values: readonly (number | null)[]): number | null {
  return spreadOf(values)?.max ?? null;
}

/**
 * A driver that does not say how busy its GPU is, that of an MIG slice for instance, leaves it to be believed; of a GPU
 * that is lost it says nothing at all.
 */
function isBusy({ utilizationPercent, smClockMHz, powerWatts }: GpuSample): boolean {
  return utilizationPercent === null ? smClockMHz !== null || powerWatts !== null : utilizationPercent > 0;
}

/**
 * What each GPU did under load, by its index.
 *
 * @param gpus those that were to be loaded, whether a sample of them was taken or not
 * @param samples taken while they were to be loaded; the others' are left out
 */
export function gpuLoads(gpus: Iterable<number>, samples: readonly GpuSample[]): GpuLoad[] {
  return Array.from(new Set(gpus))
    .toSorted((a, b) => a - b)
    .map((gpu) => {
      const own = samples.filter((sample) => sample.gpu === gpu);
      const busy = own.filter(isBusy);
      return {
        gpu,
        samples: own.length,
        busySamples: busy.length,
        smClockMHz: spreadOf(busy.map(({ smClockMHz }) => smClockMHz)),
        memoryClockMHz: spreadOf(busy.map(({ memoryClockMHz }) => memoryClockMHz)),
        temperatureC: spreadOf(busy.map(({ temperatureC }) => temperatureC)),
        powerWatts: spreadOf(busy.map(({ powerWatts }) => powerWatts)),
        throttleReasons: Array.from(
          new Set(busy.flatMap(({ throttleReasons }) => throttleReasons)),
        ).toSorted(),
        pcieGeneration: highest(busy.map(({ pcieGeneration }) => pcieGeneration)),
        pcieWidth: highest(busy.map(({ pcieWidth }) => pcieWidth)),
      };
    });
}
