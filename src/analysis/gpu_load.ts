import { highestOf, lowestOf, medianOf } from "../benchmarks/statistics.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { Configuration, TrialGpuLoad } from "../results/configuration.ts";
import type { GpuLoad } from "../results/metadata.ts";
import { fastestLink, isBelow, type LinkState } from "./pcie_link.ts";
import { sum } from "./sum.ts";

type Spread = NonNullable<GpuLoad["smClockMHz"]>;

/** What a GPU did under a benchmark, over all its trials; the figures are over the samples that found work on it. */
export interface LoadOfBenchmark {
  readonly benchmark: string;
  readonly gpu: number;
  readonly samples: number;
  readonly busySamples: number;
  /** Trials that saw it at work: the others say nothing about its clocks or its link. */
  readonly busyTrials: number;
  /** The median is that of the trials' medians. */
  readonly smClockMHz: Spread | null;
  readonly memoryClockMHz: Spread | null;
  readonly temperatureC: Spread | null;
  readonly powerWatts: Spread | null;
  readonly throttleReasons: readonly string[];
  /** Trials in which heat, a power brake or other hardware held the clocks back. */
  readonly heldBackTrials: number;
  /** The slowest that a trial had; null when no trial saw the GPU at work. */
  readonly link: LinkState | null;
  readonly fastestLink: LinkState;
  readonly degradedTrials: number;
}

/** Reasons that no healthy machine has; a power cap is usual for large matrix multiplications. */
const alarming = new Set([
  "hw_slowdown",
  "hw_thermal_slowdown",
  "sw_thermal_slowdown",
  "hw_power_brake_slowdown",
]);

/** The reasons among some that are no part of normal work. */
export function alarmingReasons(reasons: readonly string[]): string[] {
  return reasons.filter((reason) => alarming.has(reason));
}

function together(spreads: readonly (Spread | null)[]): Spread | null {
  const known = spreads.filter((spread) => spread !== null);
  if (known.length === 0) return null;
  return {
    min: lowestOf(known.map(({ min }) => min)),
    median: medianOf(known.map(({ median }) => median)),
    max: highestOf(known.map(({ max }) => max)),
  };
}

/** The link that a trial saw. */
export function linkOf({ pcieGeneration, pcieWidth }: GpuLoad): LinkState {
  return { generation: pcieGeneration, width: pcieWidth };
}

/** The most that the link of a GPU can be, as far as the machine is known. */
export function fastestLinkOf(gpu: number, machine: MachineFacts | null): LinkState {
  const device = machine?.gpus.devices.find(({ index }) => index === gpu);
  return machine === null || device === undefined
    ? { generation: null, width: null }
    : fastestLink(device, machine);
}

function slowest(links: readonly LinkState[]): LinkState | null {
  const sorted = links.toSorted(
    (a, b) =>
      (a.generation ?? Infinity) - (b.generation ?? Infinity) ||
      (a.width ?? Infinity) - (b.width ?? Infinity),
  );
  return sorted[0] ?? null;
}

function loadOf(
  benchmark: string,
  gpu: number,
  loads: readonly GpuLoad[],
  machine: MachineFacts | null,
): LoadOfBenchmark {
  const busy = loads.filter(({ busySamples }) => busySamples > 0);
  const links = busy.map(linkOf);
  const fastest = fastestLinkOf(gpu, machine);
  const degraded = links.filter((link) => isBelow(link, fastest));
  return {
    benchmark,
    gpu,
    samples: sum(loads.map(({ samples }) => samples)),
    busySamples: sum(loads.map(({ busySamples }) => busySamples)),
    busyTrials: busy.length,
    smClockMHz: together(busy.map(({ smClockMHz }) => smClockMHz)),
    memoryClockMHz: together(busy.map(({ memoryClockMHz }) => memoryClockMHz)),
    temperatureC: together(busy.map(({ temperatureC }) => temperatureC)),
    powerWatts: together(busy.map(({ powerWatts }) => powerWatts)),
    throttleReasons: Array.from(new Set(busy.flatMap(({ throttleReasons }) => throttleReasons))),
    heldBackTrials: busy.filter(({ throttleReasons }) => alarmingReasons(throttleReasons).length > 0).length,
    link: slowest(degraded.length > 0 ? degraded : links),
    fastestLink: fastest,
    degradedTrials: degraded.length,
  };
}

/** What each GPU did under each benchmark of a configuration, in the order in which they were measured. */
export function gpuLoadsOf({ gpuLoad, machine }: Configuration): LoadOfBenchmark[] {
  // A number has no blank, so that no two pairs are one text.
  const key = ({ benchmark, load }: TrialGpuLoad): string => `${load.gpu} ${benchmark}`;
  return Array.from(Map.groupBy(gpuLoad, key).values()).flatMap((same) => {
    const first = same[0];
    if (first === undefined) return [];
    const loads = same.map(({ load }) => load);
    return loadOf(first.benchmark, first.load.gpu, loads, machine);
  });
}
