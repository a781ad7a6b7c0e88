import { cpusIn } from "../machine/cpu_list.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { Configuration } from "../results/configuration.ts";
import type { GpuLoad, Noise, Trial } from "../results/metadata.ts";
import { alarmingReasons, fastestLinkOf, linkOf } from "./gpu_load.ts";
import { isBelow, type LinkState } from "./pcie_link.ts";

/** What disturbed a trial: the hypervisor, other programs, a queue for CPUs, heat or power, a slow link. */
export const disturbances = ["steal", "other load", "CPU pressure", "throttling", "PCIe link"] as const;
export type Disturbance = (typeof disturbances)[number];

/**
 * Above these a trial is marked as noisy. `steal` and `otherLoad` are shares of the time that all allowed CPUs had;
 * `pressure` is the share of the trial's time in which some task waited for a CPU, which short waits behind kernel
 * threads keep above zero on a machine that is otherwise idle.
 */
export const noiseLimits = { steal: 0.01, otherLoad: 0.02, pressure: 0.1 } as const;

/** A trial that was disturbed. */
export interface NoisyTrial {
  readonly benchmark: string;
  readonly round: number;
  readonly disturbances: readonly Disturbance[];
}

function ofMachine(
  { wallSeconds, stealSeconds, otherCpuSeconds, pressureSeconds }: Noise,
  cpus: number,
): Disturbance[] {
  if (wallSeconds <= 0) return [];
  const available = wallSeconds * cpus;
  const exceeds = (seconds: number | null, of: number, limit: number): boolean =>
    seconds !== null && seconds > limit * of;
  return [
    ...(exceeds(stealSeconds, available, noiseLimits.steal) ? (["steal"] as const) : []),
    ...(exceeds(otherCpuSeconds, available, noiseLimits.otherLoad) ? (["other load"] as const) : []),
    ...(exceeds(pressureSeconds, wallSeconds, noiseLimits.pressure) ? (["CPU pressure"] as const) : []),
  ];
}

function ofGpus(loads: readonly GpuLoad[], fastestOf: (gpu: number) => LinkState): Disturbance[] {
  const busy = loads.filter(({ busySamples }) => busySamples > 0);
  return [
    ...(busy.some(({ throttleReasons }) => alarmingReasons(throttleReasons).length > 0)
      ? (["throttling"] as const)
      : []),
    ...(busy.some((load) => isBelow(linkOf(load), fastestOf(load.gpu))) ? (["PCIe link"] as const) : []),
  ];
}

/**
 * Says of the trials on a machine what disturbed each; nothing for one that ran undisturbed as far as this machine
 * shows.
 */
export function disturbancesOn(
  machine: MachineFacts,
): (trial: Pick<Trial, "noise" | "gpuLoad">) => Disturbance[] {
  const cpus = Math.max(1, cpusIn(machine.cpu.allowed));
  const links = new Map<number, LinkState>();
  const fastestOf = (gpu: number): LinkState => {
    const link = links.get(gpu) ?? fastestLinkOf(gpu, machine);
    links.set(gpu, link);
    return link;
  };
  return ({ noise, gpuLoad }) => [...ofMachine(noise, cpus), ...ofGpus(gpuLoad, fastestOf)];
}

/** The trials of a configuration that were disturbed, in the order in which they ran. */
export function noisyTrials({ runs }: Pick<Configuration, "runs">): NoisyTrial[] {
  return runs.flatMap(({ machine, trials }) => {
    const disturbancesOf = disturbancesOn(machine);
    return trials.flatMap((trial) => {
      const found = disturbancesOf(trial);
      if (found.length === 0) return [];
      return { benchmark: trial.benchmark, round: trial.round, disturbances: found };
    });
  });
}

/** The configuration without what its noisy trials measured. */
export function withoutNoisyTrials(configuration: Configuration): Configuration {
  const noisy = new Set(noisyTrials(configuration).map(({ benchmark, round }) => `${benchmark} ${round}`));
  return {
    ...configuration,
    samples: configuration.samples.filter(({ benchmark, round }) => !noisy.has(`${benchmark} ${round}`)),
  };
}
