import type { Sample } from "../benchmarks/metric.ts";
import type { FinishedTrial } from "../runner/trial.ts";

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

/** The samples of a trial of a run, with the units of their metrics. */
export function recordedSamples(
  { samples, round, benchmark, tool }: Pick<FinishedTrial, "samples" | "round" | "benchmark" | "tool">,
  run: number,
  unitOf: (metric: string) => string,
): RecordedSample[] {
  return samples.map((sample) => ({ ...sample, run, round, benchmark, unit: unitOf(sample.metric), tool }));
}
