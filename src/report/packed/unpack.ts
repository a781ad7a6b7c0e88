import type { Beside, Member, RegionVerdict, Series } from "../view/member.ts";
import { unpackNoise } from "./noise.ts";
import {
  type PackedBeside,
  type PackedGroup,
  type PackedRegion,
  type PackedSeries,
  ratioKinds,
  ratioUnit,
  valueUnits,
  verdicts,
} from "./packed_group.ts";
import { decodeVlq } from "./vlq.ts";

/** A whole number times a power of ten, with no digits that are only the computer's. */
function scaled(units: number, exponent: number): number {
  return exponent < 0 ? units / 10 ** -exponent : units * 10 ** exponent;
}

/** How many numbers of a series are on what became of it, by its first two. */
function lengthOfBeside(verdict: number, kind: number): number {
  return verdict === 0 ? 1 : kind < 0 ? 3 : 5;
}

function besideOf([verdict = 0, kind = 0, middle = 0, low = 0, high = 0]: PackedBeside): Beside | null {
  if (verdict === 0) return null;
  const as = ratioKinds[kind < 0 ? -1 - kind : kind] ?? "change";
  const is = verdicts[verdict - 1] ?? "undecided";
  const interval = kind < 0 ? null : { low: (middle + low) * ratioUnit, high: (middle + high) * ratioUnit };
  return { is, as, estimate: middle * ratioUnit, interval };
}

function seriesOf(packed: PackedSeries, { figures, conditions }: PackedGroup): Series[] {
  const [place = 0, condition = 0, exponent = 0, median = 0, low = 0, high = 0, verdict = 0, kind = 0] =
    packed;
  const figure = figures[place];
  if (figure === undefined) return [];
  const besideFrom = 6;
  const valuesFrom = besideFrom + lengthOfBeside(verdict, kind);
  return [
    {
      ...figure,
      conditions: conditions[condition] ?? {},
      median: scaled(median, exponent),
      low: scaled(median + low, exponent),
      high: scaled(median + high, exponent),
      beside: besideOf(packed.slice(besideFrom, valuesFrom)),
      values: packed.slice(valuesFrom).map((value) => scaled(median + valueUnits * value, exponent)),
    },
  ];
}

function regionOf([number = 0, ...packed]: PackedRegion, { places }: PackedGroup): RegionVerdict[] {
  const [place, beside] = [places[number], besideOf(packed)];
  return place === undefined || beside === null ? [] : [{ ...place, beside }];
}

/** The configurations of a group as they were before they were packed, but for digits that nobody sees. */
export function unpackGroup(group: PackedGroup): Member[] {
  return group.members.map((member) => ({
    ...member,
    series: decodeVlq(member.series).flatMap((series) => seriesOf(series, group)),
    regions: decodeVlq(member.regions).flatMap((region) => regionOf(region, group)),
    noise: unpackNoise(decodeVlq(member.noise), group.benchmarks),
  }));
}
