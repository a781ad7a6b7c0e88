import { highestOf } from "../../benchmarks/statistics.ts";
import { noiseLimits, noisyTrials } from "../../analysis/noisy_trials.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Noise } from "../../results/metadata.ts";
import { disturbanceCounts } from "../comparison/noise_words.ts";
import { formatCount, formatDuration, formatNumber } from "../../number_format.ts";
import { type Fact, fact } from "../view/details.ts";
import { sum } from "../../analysis/sum.ts";

function known(noise: readonly Noise[], pick: (of: Noise) => number | null): number[] {
  return noise.flatMap((of) => pick(of) ?? []);
}

function wallOf(noise: readonly Noise[]): number {
  return sum(noise.map(({ wallSeconds }) => wallSeconds));
}

function shareOfOneCpu(noise: readonly Noise[], pick: (of: Noise) => number | null): string {
  return `${formatNumber((100 * sum(known(noise, pick))) / wallOf(noise))} % of one CPU`;
}

const unknown = "not shown by this machine";

const limits =
  `noisy with more than ${100 * noiseLimits.steal} % of the CPUs' time stolen or ${100 * noiseLimits.otherLoad} % ` +
  `spent on other load, some task waiting for a CPU for more than ${100 * noiseLimits.pressure} % of the trial, a GPU ` +
  "held back by heat or a power brake, or a PCIe link degraded under load";

/** `3 of 40: steal 2, other load 1`; nothing where no trial is known. */
function noisyFact(configuration: Configuration): Fact[] {
  const trials = sum(configuration.runs.map((run) => run.trials.length));
  if (trials === 0) return [];
  const noisy = noisyTrials(configuration);
  const counts = disturbanceCounts(noisy);
  const extent = `${noisy.length === 0 ? "none" : formatCount(noisy.length)} of ${formatCount(trials)}`;
  return [fact("Noisy trials", counts === "" ? extent : `${extent}: ${counts}`, limits)];
}

/** What else went on while a configuration was measured, in short; empty when nothing is known. */
export function noiseFacts(configuration: Configuration): Fact[] {
  const { noise } = configuration;
  const wall = wallOf(noise);
  if (wall <= 0) return [];
  const seconds = (values: readonly number[]): string => {
    if (values.length === 0) return unknown;
    const total = sum(values);
    return total === 0
      ? "none"
      : `${formatDuration(total)} in all, at most ${formatDuration(highestOf(values))} in one trial`;
  };
  const switches = known(noise, (of) => of.involuntarySwitches);
  const others = known(noise, (of) => of.otherCpuSeconds);
  // Trials that load no GPU would make the sampler look cheaper than it is.
  const sampled = noise.filter((of) => of.samplerCpuSeconds > 0);
  return [
    fact("Measured for", `${formatDuration(wall)} in ${formatCount(noise.length)} trials`),
    ...noisyFact(configuration),
    fact("Steal", seconds(known(noise, (of) => of.stealSeconds))),
    fact(
      "Involuntary switches",
      switches.length === 0
        ? unknown
        : `${formatCount(sum(switches))}, ${formatNumber(sum(switches) / wall)} a second`,
    ),
    fact("Other load", others.length === 0 ? unknown : shareOfOneCpu(noise, (of) => of.otherCpuSeconds)),
    fact("Waiting for a CPU", seconds(known(noise, (of) => of.pressureSeconds))),
    fact(
      "This program",
      shareOfOneCpu(noise, (of) => of.harnessCpuSeconds),
    ),
    ...(sampled.length === 0
      ? []
      : [
          fact(
            "GPU sampler",
            shareOfOneCpu(sampled, (of) => of.samplerCpuSeconds),
          ),
        ]),
  ];
}
