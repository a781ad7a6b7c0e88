import type { Coordinates } from "../benchmarks/metric.ts";
import type { Configuration } from "../results/configuration.ts";
import { type Estimate, estimate, persistenceByBenchmark } from "./estimate.ts";
import { gather, type Gathered } from "./gathered.ts";
import type { Series } from "./series.ts";

/** One metric of one configuration at one place, over all rounds. */
export interface SummaryRow extends Estimate {
  readonly gpu: string;
  readonly config: string;
  readonly metric: string;
  readonly at: Coordinates;
  readonly unit: string;
  /** Samples behind the estimate. */
  readonly rounds: number;
  /** Boots behind it, or runs where all are of one boot. */
  readonly repetitions: number;
  readonly tool: string;
}

/** A summary row with the series that it sums up. */
export interface SummedUp {
  readonly row: SummaryRow;
  readonly series: Series;
}

/** The series of a configuration with their summaries, in the order in which they were first measured. */
export function summaryOf({ configuration, series: all }: Gathered): SummedUp[] {
  const rhos = persistenceByBenchmark(all);
  return all.map((series) => ({
    series,
    row: {
      gpu: configuration.gpu,
      config: configuration.config,
      metric: series.metric,
      at: series.at,
      unit: series.unit,
      ...estimate(series, rhos.get(series.benchmark) ?? 0),
      rounds: series.repetitions.reduce((sum, { length }) => sum + length, 0),
      repetitions: series.repetitions.length,
      tool: series.tool,
    },
  }));
}

/** {@link summaryOf} a configuration of which nothing else is made. */
export function sumUp(configuration: Configuration): SummedUp[] {
  return summaryOf(gather(configuration));
}

/** Summary rows of a configuration, in the order in which its metrics were first measured. */
export function summarize(configuration: Configuration): SummaryRow[] {
  return sumUp(configuration).map(({ row }) => row);
}
