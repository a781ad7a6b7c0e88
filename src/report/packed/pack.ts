import type { Beside, Member, Series } from "../view/member.ts";
import { packNoise } from "./noise.ts";
import {
  estimateDigits,
  type Figure,
  type PackedBeside,
  type PackedGroup,
  type PackedSeries,
  ratioKinds,
  ratioUnit,
  type RegionPlace,
  valueUnits,
  verdicts,
} from "./packed_group.ts";
import { encodeVlq } from "./vlq.ts";

/** Things by their texts, each once, in the order in which they came. */
function numbered<Of>(): { readonly list: Of[]; numberOf(thing: Of, text: string): number } {
  const list: Of[] = [];
  const numbers = new Map<string, number>();
  return {
    list,
    numberOf(thing, text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, list.length);
      return list.push(thing) - 1;
    },
  };
}

function packedBeside(beside: Beside | null): PackedBeside {
  if (beside === null) return [0];
  const { is, as, estimate, interval } = beside;
  const verdict = verdicts.indexOf(is) + 1;
  const kind = ratioKinds.indexOf(as);
  const units = (ratio: number): number => Math.round(ratio / ratioUnit);
  const middle = units(estimate);
  if (interval === null) return [verdict, -1 - kind, middle];
  return [verdict, kind, middle, units(interval.low) - middle, units(interval.high) - middle];
}

/** The exponent of the last of the digits that matter in a number of this size. */
function exponentOf(size: number): number {
  return size > 0 ? Math.floor(Math.log10(size)) + 1 - estimateDigits : 0;
}

function packedSeries(own: Series, figure: number, conditions: number): PackedSeries {
  const { median, low, high, values, beside } = own;
  const exponent = exponentOf(Math.max(Math.abs(median), Math.abs(low), Math.abs(high)));
  const unit = 10 ** exponent;
  const middle = Math.round(median / unit);
  return [
    figure,
    conditions,
    exponent,
    middle,
    Math.round(low / unit) - middle,
    Math.round(high / unit) - middle,
    ...packedBeside(beside),
    ...values.map((value) => Math.round((value / unit - middle) / valueUnits)),
  ];
}

/** Packs the configurations of a group for the page. */
export function packGroup(members: readonly Member[]): PackedGroup {
  const figures = numbered<Figure>();
  const conditions = numbered<Series["conditions"]>();
  const places = numbered<RegionPlace>();
  const benchmarks = numbered<string>();
  // Equal coordinates of a file are one object, whose text need not be made again.
  const texts = new Map<object, string>();
  const textOf = (thing: object): string => {
    const known = texts.get(thing) ?? JSON.stringify(thing);
    texts.set(thing, known);
    return known;
  };
  const packed = members.map(({ series, regions, noise, ...member }) => ({
    ...member,
    series: encodeVlq(
      series.map((own) => {
        const { benchmark, metric, at, unit, tool, toolLabel } = own;
        const text = [metric, textOf(at), unit, tool, toolLabel, benchmark].join("\n");
        return packedSeries(
          own,
          figures.numberOf({ benchmark, metric, at, unit, tool, toolLabel }, text),
          conditions.numberOf(own.conditions, textOf(own.conditions)),
        );
      }),
    ),
    regions: encodeVlq(
      regions.map(({ beside, ...place }) => [
        places.numberOf(place, JSON.stringify(place)),
        ...packedBeside(beside),
      ]),
    ),
    noise: encodeVlq(packNoise(noise, (benchmark) => benchmarks.numberOf(benchmark, benchmark))),
  }));
  return {
    figures: figures.list,
    conditions: conditions.list,
    places: places.list,
    benchmarks: benchmarks.list,
    members: packed,
  };
}
