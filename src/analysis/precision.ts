import type { Benchmark, Headline } from "../benchmarks/benchmark.ts";
import { isAt } from "../benchmarks/metric.ts";
import type { RecordedSample } from "../results/sample.ts";
import { type Estimate, estimate, persistenceByBenchmark } from "./estimate.ts";
import { seriesOf } from "./series.ts";

/** Fewer rounds than these have no interval that covers their median with 95 % certainty. */
export const fewestRounds = 6;

/** How sure one run is of a series of a headline figure. */
export interface Precision {
  readonly headline: Headline;
  /**
   * How far its 95 % interval reaches to the farther side, in percent of the figure (of what is left, for a loss that
   * is compared so); Infinity below {@link fewestRounds} rounds.
   */
  readonly percent: number;
  /** The last round that gave it a value. */
  readonly lastRound: number;
}

function percentOf({ median, low, high }: Estimate, isLoss: boolean): number {
  const reach = Math.max(high - median, median - low);
  return reach === 0 ? 0 : (100 * reach) / Math.abs(isLoss ? 100 - median : median);
}

/**
 * How sure one run is of the headline figures of a benchmark, a figure of several series (one a GPU, one an array size)
 * once for each, by the intervals that the report shows of that run. A figure without any value is left out.
 *
 * @param samples all that the run has of the benchmark, in the order of its rounds
 */
export function headlinePrecisions(
  { metrics, headlines }: Pick<Benchmark, "metrics" | "headlines">,
  samples: readonly RecordedSample[],
): Precision[] {
  const all = seriesOf({ runs: [], samples });
  const rhos = persistenceByBenchmark(all);
  return headlines.flatMap((headline) => {
    const isLoss = metrics.find(({ id }) => id === headline.metric)?.comparedBy === "remainder";
    return all
      .filter((series) => series.metric === headline.metric && isAt(series.at, headline.at))
      .map((series) => {
        const rounds = series.rounds.flat();
        const found = estimate(series, rhos.get(series.benchmark) ?? 0);
        return {
          headline,
          percent: rounds.length < fewestRounds ? Infinity : percentOf(found, isLoss),
          lastRound: Math.max(...rounds),
        };
      });
  });
}
