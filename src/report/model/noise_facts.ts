import type { Noise } from "../../results/metadata.ts";
import { formatCount, formatDuration, formatNumber } from "../number_format.ts";
import { type Fact, fact } from "./machine_facts.ts";
import { sum } from "./sum.ts";

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

/** What else went on while a configuration was measured, in short; empty when nothing is known. */
export function noiseFacts(noise: readonly Noise[]): Fact[] {
  const wall = wallOf(noise);
  if (wall <= 0) return [];
  const seconds = (values: readonly number[]): string => {
    if (values.length === 0) return unknown;
    const total = sum(values);
    return total === 0
      ? "none"
      : `${formatDuration(total)} in all, at most ${formatDuration(Math.max(...values))} in one trial`;
  };
  const switches = known(noise, (of) => of.involuntarySwitches);
  const others = known(noise, (of) => of.otherCpuSeconds);
  // Trials that load no GPU would make the sampler look cheaper than it is.
  const sampled = noise.filter((of) => of.samplerCpuSeconds > 0);
  return [
    fact("Measured for", `${formatDuration(wall)} in ${formatCount(noise.length)} trials`),
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
