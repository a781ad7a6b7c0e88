import { medianOf } from "../../benchmarks/statistics.ts";
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

/** The region that a point lies in, by the caches and nodes of a machine; null for a point of none. */
interface Place {
  readonly machine: MachineFacts | null;
  readonly region: Pick<Region, "key" | "name"> | null;
}

/** Where points lie: a baseline's are looked at with each of its candidates. */
const places = new WeakMap<Comparable, Place>();

function placeOf(point: Comparable, machine: MachineFacts | null): Place {
  const known = places.get(point);
  if (known?.machine === machine) return known;
  const { metric, series } = point;
  const name = metric.regions?.regionOf(series.at, machine) ?? null;
  const curve = name === null ? "" : seriesKey({ ...series, at: atOfCurve(metric, series.at) });
  const place = { machine, region: name === null ? null : { key: `${curve}\n${name}`, name } };
  places.set(point, place);
  return place;
}

/**
 * The regions in which some points lie.
 * @param machine whose caches and nodes say where a region ends
 */
export function regionsOf(points: readonly Comparable[], machine: MachineFacts | null): Region[] {
  const regions = new Map<string, { key: string; name: string; points: string[] }>();
  for (const point of points) {
    const { region } = placeOf(point, machine);
    if (region === null) continue;
    const known = regions.get(region.key);
    if (known === undefined) regions.set(region.key, { ...region, points: [point.series.key] });
    else known.points.push(point.series.key);
  }
  return Array.from(regions.values());
}

/** Values round by round. */
interface Rounds {
  readonly values: readonly number[];
  readonly rounds: readonly number[];
}

function isAscending(rounds: readonly number[]): boolean {
  return rounds.every((round, i) => i === 0 || round > (rounds[i - 1] ?? round));
}

/** Geometric means of some points, round by round, of the rounds that have all of them. */
function meansOf(points: readonly Comparable[], repetition: number): Rounds {
  const usual = points[0]?.rounds[repetition] ?? [];
  if (isAscending(usual) && points.every(({ rounds }) => rounds[repetition] === usual)) {
    const values = usual.map((_, i) => {
      let sum = 0;
      for (const { repetitions } of points) sum += repetitions[repetition]?.[i] ?? NaN;
      return sum / points.length;
    });
    return { values, rounds: usual };
  }
  return meansOfWholeRounds(points, repetition);
}

/** The same for points of which some have rounds that others have not. */
function meansOfWholeRounds(points: readonly Comparable[], repetition: number): Rounds {
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

/** Regions by the first of their points, for the same reason as {@link places}. */
const made = new WeakMap<
  Comparable,
  { readonly key: string; readonly points: readonly Comparable[]; readonly region: Comparable | null }
>();

/** A region as a comparable of its own: the geometric mean of its points. Null without a round that has all. */
export function comparableRegion(of: Region, points: readonly Comparable[]): Comparable | null {
  const [first] = points;
  if (first === undefined) return null;
  const known = made.get(first);
  if (
    known?.key === of.key &&
    known.points.length === points.length &&
    points.every((point, i) => point === known.points[i])
  )
    return known.region;
  const region = meanOfPoints(of, points, first);
  made.set(first, { key: of.key, points, region });
  return region;
}

function meanOfPoints(
  { key, name }: Region,
  points: readonly Comparable[],
  first: Comparable,
): Comparable | null {
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
    medians: repetitions.map(medianOf),
  };
}
