import type { Coordinates } from "../benchmarks/metric.ts";
import type { Configuration } from "../results/configuration.ts";
import { formatCoordinates } from "../results/coordinates.ts";
import type { RecordedSample } from "../results/sample.ts";
import { estimate, type Estimate } from "./estimate.ts";

/** One metric of one configuration at one place, over all rounds. */
export interface SummaryRow extends Estimate {
  readonly gpu: string;
  readonly config: string;
  readonly metric: string;
  readonly at: Coordinates;
  readonly unit: string;
  /** Samples behind the estimate. */
  readonly rounds: number;
  readonly tool: string;
}

/** Equal for samples of one metric, place, unit and tool, which may be put into one estimate, and for its row. */
export function seriesKey({
  metric,
  at,
  unit,
  tool,
}: Pick<RecordedSample, "metric" | "at" | "unit" | "tool">): string {
  return [metric, formatCoordinates(at), unit, tool].join("\n");
}

/** Summary rows of a configuration, in the order in which its metrics were first measured. */
export function summarize(configuration: Configuration): SummaryRow[] {
  const series = Map.groupBy(configuration.samples, seriesKey);
  return Array.from(series.values()).flatMap((samples) => {
    const first = samples[0];
    if (first === undefined) return [];
    return {
      gpu: configuration.gpu,
      config: configuration.config,
      metric: first.metric,
      at: first.at,
      unit: first.unit,
      ...estimate(samples.map((sample) => sample.value)),
      rounds: samples.length,
      tool: first.tool,
    };
  });
}
