import type { NoisePoint } from "../view/noise_point.ts";

/**
 * The noise of a configuration as columns of whole numbers, which is what deflating makes most of: benchmarks as places in
 * the group's list, runs, rounds, hundredths of a minute since the trial before, and hundredths of a percent.
 */
export type PackedNoise = readonly (readonly number[])[];

const unitsPerOne = 100;

/** Stands for what the machine does not say. */
const unknown = -1;

function units(value: number): number {
  return Math.round(value * unitsPerOne);
}

function packedShares(shares: readonly (number | null)[]): number[] {
  return shares.map((share) => (share === null ? unknown : units(share)));
}

function shareOf(packed: number | undefined): number | null {
  return packed === undefined || packed === unknown ? null : packed / unitsPerOne;
}

/** @param placeOf gives the place of a benchmark in the group's list */
export function packNoise(noise: readonly NoisePoint[], placeOf: (benchmark: string) => number): PackedNoise {
  const times = noise.map(({ minutes }) => units(minutes));
  return [
    noise.map(({ benchmark }) => placeOf(benchmark)),
    noise.map(({ run }) => run),
    noise.map(({ round }) => round),
    times.map((time, i) => time - (times[i - 1] ?? 0)),
    packedShares(noise.map(({ stealPercent }) => stealPercent)),
    packedShares(noise.map(({ otherLoadPercent }) => otherLoadPercent)),
    packedShares(noise.map(({ waitingPercent }) => waitingPercent)),
  ];
}

export function unpackNoise(packed: PackedNoise, benchmarks: readonly string[]): NoisePoint[] {
  const [places = [], runs = [], rounds = [], times = [], steal = [], otherLoad = [], waiting = []] = packed;
  let time = 0;
  return places.map((place, i) => {
    time += times[i] ?? 0;
    return {
      benchmark: benchmarks[place] ?? "",
      run: runs[i] ?? 1,
      round: rounds[i] ?? 1,
      minutes: time / unitsPerOne,
      stealPercent: shareOf(steal[i]),
      otherLoadPercent: shareOf(otherLoad[i]),
      waitingPercent: shareOf(waiting[i]),
    };
  });
}
