import type { Chart } from "../../benchmarks/chart.ts";
import type { Metric } from "../../benchmarks/metric.ts";

/** What a reader has to know of a metric. */
export type ShownMetric = Pick<Metric, "id" | "label" | "unit" | "better" | "role">;

/** What the page's script knows of a benchmark. It is plain data. */
export interface ShownBenchmark {
  readonly id: string;
  readonly title: string;
  readonly metrics: readonly ShownMetric[];
  readonly charts: readonly Chart[];
}
