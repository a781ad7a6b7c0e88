import type { Sample } from "../benchmarks/metric.ts";

/** A sample with what makes it traceable: one row of samples.csv. */
export interface RecordedSample extends Sample {
  /** One start of the suite, counted from 1 within a configuration. */
  readonly run: number;
  /** Counted from 1 within a configuration, on through all its runs. */
  readonly round: number;
  readonly benchmark: string;
  readonly unit: string;
  /** Id of the tool that measured it. */
  readonly tool: string;
}
