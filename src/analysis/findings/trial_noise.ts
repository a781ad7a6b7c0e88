import { cpusIn } from "../../machine/cpu_list.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Noise } from "../../results/metadata.ts";
import { type Disturbance, disturbancesIn, noiseLimits } from "../noisy_trials.ts";
import { sum } from "../sum.ts";

/** A trial with the time of all CPUs that it was allowed, and what disturbed it. */
export interface TrialNoise {
  readonly benchmark: string;
  readonly noise: Noise;
  readonly availableSeconds: number;
  readonly disturbances: readonly Disturbance[];
}

/** All trials of a configuration, in the order in which they ran; none of a smoke run, which are too short to judge. */
export function trialNoiseOf({ runs, profile }: Pick<Configuration, "runs" | "profile">): TrialNoise[] {
  if (profile === "smoke") return [];
  return runs.flatMap((run) => {
    const cpus = Math.max(1, cpusIn(run.machine.cpu.allowed));
    const found = disturbancesIn(run);
    return run.trials.map(({ benchmark, noise }, i) => ({
      benchmark,
      noise,
      availableSeconds: noise.wallSeconds * cpus,
      disturbances: found[i] ?? [],
    }));
  });
}

/** What something took of the CPUs' time, over those trials of which it is known; zero where it never is. */
export function shareOfTime(trials: readonly TrialNoise[], pick: (noise: Noise) => number | null): number {
  const known = trials.flatMap(({ noise, availableSeconds }) => {
    const seconds = pick(noise);
    return seconds === null ? [] : { seconds, availableSeconds };
  });
  const available = sum(known.map(({ availableSeconds }) => availableSeconds));
  return available > 0 ? sum(known.map(({ seconds }) => seconds)) / available : 0;
}

/** Of how many of the trials other programs of this machine disturbed. */
export function disturbedByOthers(trials: readonly TrialNoise[]): number {
  return trials.filter(({ disturbances }) => disturbances.includes("other load")).length;
}

/**
 * Whether other programs of this machine disturbed more than half of the trials, which a median does not withstand,
 * and took more in all than a trial may lose: then it is their load as much as the machine that the figures show.
 */
export function isMostlyDisturbed(trials: readonly TrialNoise[]): boolean {
  return (
    disturbedByOthers(trials) > trials.length / 2 &&
    shareOfTime(trials, ({ otherCpuSeconds }) => otherCpuSeconds) > noiseLimits.otherLoad
  );
}

/** The same of the trials of one benchmark. */
export function isBenchmarkDisturbed(trials: readonly TrialNoise[], benchmark: string): boolean {
  return isMostlyDisturbed(trials.filter((trial) => trial.benchmark === benchmark));
}
