import { medianOf } from "../benchmarks/statistics.ts";
import type { GpuSample } from "../machine/gpus/gpu_sample.ts";
import type { GpuLoad, Spread } from "./trial.ts";

function spreadOf(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return { min: Math.min(...known), median: medianOf(known), max: Math.max(...known) };
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
