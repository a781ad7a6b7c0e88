import { medianOf } from "../benchmarks/statistics.ts";
import type { Series } from "./series.ts";
import { type Estimate, meanOfRuns, medianInterval } from "./statistics/location.ts";
import { persistence, widening } from "./statistics/persistence.ts";

export type { Estimate } from "./statistics/location.ts";

/**
 * Estimate of a series and its 95 % interval. Of one run: the median over its rounds, with an interval from order
 * statistics for rounds that resemble one another by `rho`. Of several: the mean of the runs' medians, with Student's
 * interval over the runs, which says where another boot may lie. What cannot be negative is not estimated to be.
 *
 * @param rho see {@link persistence}
 * @throws RangeError on a series without values.
 */
export function estimate({ repetitions }: Pick<Series, "repetitions">, rho: number): Estimate {
  const [first = []] = repetitions;
  const found =
    repetitions.length > 1
      ? meanOfRuns(repetitions.map(medianOf))
      : medianInterval(first, widening(rho, first.length));
  const isNeverNegative = repetitions.every((values) => values.every((value) => value >= 0));
  return isNeverNegative ? { ...found, low: Math.max(0, found.low) } : found;
}

/** How much rounds resemble the ones before them, by benchmark, pooled over its series. */
export function persistenceByBenchmark(
  series: readonly Pick<Series, "benchmark" | "repetitions">[],
): Map<string, number> {
  return new Map(
    Array.from(
      Map.groupBy(series, ({ benchmark }) => benchmark),
      ([benchmark, own]) => [benchmark, persistence(own.flatMap(({ repetitions }) => repetitions))],
    ),
  );
}
