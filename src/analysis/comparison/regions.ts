import type { MachineFacts } from "../../machine/facts.ts";
import { seriesKey, type Series } from "../series.ts";
import { atOfCurve, type Comparable } from "./comparable.ts";

/** A region of a curve or matrix, with its points. */
export interface Region {
  readonly key: string;
  readonly name: string;
  /** Keys of the points that lie in it. */
  readonly points: readonly string[];
}

/**
 * The regions in which some points lie.
 * @param machine whose caches and nodes say where a region ends
 */
export function regionsOf(points: readonly Comparable[], machine: MachineFacts | null): Region[] {
  const regions = new Map<string, { name: string; points: string[] }>();
  for (const { metric, series } of points) {
    const name = metric.regions?.regionOf(series.at, machine) ?? null;
    if (name === null) continue;
    const key = `${seriesKey({ ...series, at: atOfCurve(metric, series.at) })}\n${name}`;
    const region = regions.get(key) ?? { name, points: [] };
    region.points.push(series.key);
    regions.set(key, region);
  }
  return Array.from(regions, ([key, region]) => ({ key, ...region }));
}

/** Geometric means of some points, round by round, of the rounds that have all of them. */
function meansOf(points: readonly Comparable[], repetition: number): { values: number[]; rounds: number[] } {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { repetitions, rounds } of points)
    repetitions[repetition]?.forEach((value, i) => {
      const round = rounds[repetition]?.[i] ?? 0;
      const { sum, count } = sums.get(round) ?? { sum: 0, count: 0 };
      sums.set(round, { sum: sum + value, count: count + 1 });
    });
  const whole = Array.from(sums).filter(([, { count }]) => count === points.length);
  return {
    values: whole.map(([, { sum, count }]) => sum / count),
    rounds: whole.map(([round]) => round),
  };
}

/** A region as a comparable of its own: the geometric mean of its points. Null without a round that has all. */
export function comparableRegion({ key, name }: Region, points: readonly Comparable[]): Comparable | null {
  const [first] = points;
  if (first === undefined) return null;
  const { metric, series } = first;
  const lists = series.repetitions
    .map((_, i) => meansOf(points, i))
    .filter(({ values }) => values.length > 0);
  if (lists.length === 0) return null;
  const repetitions = lists.map(({ values }) => values);
  const rounds = lists.map(({ rounds: own }) => own);
  const own: Series = {
    ...series,
    key,
    at: { ...atOfCurve(metric, series.at), region: name },
    repetitions,
    rounds,
  };
  return {
    series: own,
    metric,
    unusable: points.find(({ unusable }) => unusable !== null)?.unusable ?? null,
    repetitions,
    rounds,
  };
}
