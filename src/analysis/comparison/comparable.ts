import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Coordinates, Metric } from "../../benchmarks/metric.ts";
import { medianOf } from "../../benchmarks/statistics.ts";
import type { Series } from "../series.ts";

/**
 * A series made ready to be compared: logarithms of its values, oriented so that more is better. The difference of two
 * is the logarithm of the ratio by which one is better.
 */
export interface Comparable {
  readonly series: Series;
  readonly metric: Metric;
  /** Null when the logarithm of some value does not exist: that value. */
  readonly unusable: number | null;
  /** As in the series, one list a boot or run. */
  readonly repetitions: readonly (readonly number[])[];
  readonly rounds: readonly (readonly number[])[];
  /** Of each of these lists. */
  readonly medians: readonly number[];
}

const judged = new WeakMap<readonly CatalogueEntry[], ReadonlyMap<string, Metric>>();

/** The metrics that get a verdict, by id; made once, since each side asks for them. */
export function judgedMetrics(catalogue: readonly CatalogueEntry[]): ReadonlyMap<string, Metric> {
  const known = judged.get(catalogue);
  if (known !== undefined) return known;
  const own = catalogue.flatMap(({ metrics }) => metrics).filter(({ role }) => role !== "detail");
  const byId = new Map(own.map((metric) => [metric.id, metric]));
  judged.set(catalogue, byId);
  return byId;
}

function score(metric: Metric, value: number): number {
  if (metric.comparedBy === "remainder") return Math.log(100 - value);
  return metric.better === "higher" ? Math.log(value) : -Math.log(value);
}

/** A value of the metric from what it was compared by. */
export function valueOf(metric: Metric, own: number): number {
  if (metric.comparedBy === "remainder") return 100 - Math.exp(own);
  return Math.exp(metric.better === "higher" ? own : -own);
}

export function comparableOf(series: Series, metric: Metric): Comparable {
  let unusable: number | null = null;
  const repetitions = series.repetitions.map((values) =>
    values.map((value) => {
      const own = score(metric, value);
      if (!Number.isFinite(own)) unusable ??= value;
      return own;
    }),
  );
  return { series, metric, unusable, repetitions, rounds: series.rounds, medians: repetitions.map(medianOf) };
}

/** Middle of a comparable: of the rounds of one run, or the mean of several runs' medians. */
export function middleOf({ medians }: Pick<Comparable, "medians">): number {
  return medians.reduce((sum, median) => sum + median, 0) / medians.length;
}

export function roundsOf({ repetitions }: Pick<Comparable, "repetitions">): number {
  return repetitions.reduce((sum, { length }) => sum + length, 0);
}

/** Coordinates without those along which a curve or a matrix lies. */
export function atOfCurve(metric: Metric, at: Coordinates): Coordinates {
  const along = new Set(metric.regions?.along);
  return Object.fromEntries(Object.entries(at).filter(([name]) => !along.has(name)));
}
