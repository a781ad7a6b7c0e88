import { cpusIn } from "../machine/cpu_list.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { Configuration } from "../results/configuration.ts";
import type { GpuLoad, Noise, Run, Trial } from "../results/metadata.ts";
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
  const found: Disturbance[] = [];
  if ((stealSeconds ?? 0) > noiseLimits.steal * available) found.push("steal");
  if ((otherCpuSeconds ?? 0) > noiseLimits.otherLoad * available) found.push("other load");
  if ((pressureSeconds ?? 0) > noiseLimits.pressure * wallSeconds) found.push("CPU pressure");
  return found;
}

function ofGpus(loads: readonly GpuLoad[], fastestOf: (gpu: number) => LinkState): Disturbance[] {
  const busy = loads.filter(({ busySamples }) => busySamples > 0);
  const found: Disturbance[] = [];
  if (busy.some(({ throttleReasons }) => alarmingReasons(throttleReasons).length > 0))
    found.push("throttling");
  if (busy.some((load) => isBelow(linkOf(load), fastestOf(load.gpu)))) found.push("PCIe link");
  return found;
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
  return ({ noise, gpuLoad }) => {
    const found = ofMachine(noise, cpus);
    return gpuLoad.length === 0 ? found : found.concat(ofGpus(gpuLoad, fastestOf));
  };
}

/** What has been found of runs: a report asks for its findings and for what it says of the noise. */
const known = new WeakMap<Run, readonly (readonly Disturbance[])[]>();

/** What disturbed each trial of a run. */
export function disturbancesIn(run: Run): readonly (readonly Disturbance[])[] {
  const found = known.get(run) ?? run.trials.map(disturbancesOn(run.machine));
  known.set(run, found);
  return found;
}

/** The trials of a configuration that were disturbed, in the order in which they ran. */
export function noisyTrials({ runs }: Pick<Configuration, "runs">): NoisyTrial[] {
  return runs.flatMap((run) => {
    const found = disturbancesIn(run);
    return run.trials.flatMap(({ benchmark, round }, i) => {
      const own = found[i] ?? [];
      return own.length === 0 ? [] : { benchmark, round, disturbances: own };
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
