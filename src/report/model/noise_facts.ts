import type { Noise } from "../../results/metadata.ts";
import { formatCount, formatDuration, formatNumber } from "../number_format.ts";
import { type Fact, fact } from "./machine_facts.ts";

function known(noise: readonly Noise[], pick: (of: Noise) => number | null): number[] {
  return noise.flatMap((of) => pick(of) ?? []);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const unknown = "not shown by this machine";

/** What else went on while a configuration was measured, in short; empty when nothing is known. */
export function noiseFacts(noise: readonly Noise[]): Fact[] {
  const wall = sum(noise.map(({ wallSeconds }) => wallSeconds));
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
  const ofOneCpu = (values: readonly number[]): string =>
    `${formatNumber((100 * sum(values)) / wall)} % of one CPU`;
  return [
    fact("Measured for", `${formatDuration(wall)} in ${formatCount(noise.length)} trials`),
    fact("Steal", seconds(known(noise, (of) => of.stealSeconds))),
    fact(
      "Involuntary switches",
      switches.length === 0
        ? unknown
        : `${formatCount(sum(switches))}, ${formatNumber(sum(switches) / wall)} a second`,
    ),
    fact("Other load", others.length === 0 ? unknown : ofOneCpu(others)),
    fact("Waiting for a CPU", seconds(known(noise, (of) => of.pressureSeconds))),
    fact("This program", ofOneCpu(noise.map((of) => of.harnessCpuSeconds))),
  ];
}
