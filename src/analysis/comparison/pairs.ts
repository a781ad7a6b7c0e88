import type { MachineFacts } from "../../machine/facts.ts";
import type { Comparable } from "./comparable.ts";
import type { FigureKind } from "./comparison.ts";
import { comparableRegion, type Region, regionsOf } from "./regions.ts";
import type { Side } from "./side.ts";

/** A figure, region or point that both sides have alike. */
export interface Pair {
  readonly kind: FigureKind;
  readonly base: Comparable;
  readonly candidate: Comparable;
  /** Key of the region that a point lies in. */
  readonly region: string | null;
}

/** Those of a side that it has of some keys. */
export function comparablesOf({ comparables }: Side, keys: readonly string[]): Comparable[] {
  return keys.flatMap((key) => comparables.get(key) ?? []);
}

function regionPairs(base: Side, candidate: Side, regions: readonly Region[]): Pair[] {
  return regions.flatMap((region): Pair[] => {
    const [own, other] = [base, candidate].map((side) =>
      comparableRegion(region, comparablesOf(side, region.points)),
    );
    return own && other ? [{ kind: "region", base: own, candidate: other, region: region.key }] : [];
  });
}

/** What both sides have alike: figures, regions over the points that both have, and those points. */
export function pairsOf(base: Side, candidate: Side): { pairs: Pair[]; regions: Region[] } {
  const common = Array.from(base.comparables.values()).flatMap((own) => {
    const other = candidate.comparables.get(own.series.key);
    return other === undefined ? [] : { own, other };
  });
  const points = common.filter(({ own }) => own.metric.regions !== undefined);
  const machine: MachineFacts | null = base.configuration.machine ?? candidate.configuration.machine;
  const regions = regionsOf(
    points.map(({ own }) => own),
    machine,
  );
  const regionOf = new Map(regions.flatMap(({ key, points: keys }) => keys.map((point) => [point, key])));
  const pairs = common.flatMap(({ own, other }): Pair[] => {
    const { key } = own.series;
    if (own.metric.regions === undefined)
      return [{ kind: "figure", base: own, candidate: other, region: null }];
    const region = regionOf.get(key);
    return region === undefined ? [] : [{ kind: "point", base: own, candidate: other, region }];
  });
  return { pairs: [...pairs, ...regionPairs(base, candidate, regions)], regions };
}
