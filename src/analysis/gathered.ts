import type { Configuration } from "../results/configuration.ts";
import { type Repetitions, repetitionsOf, type Series, seriesOf } from "./series.ts";

/**
 * A configuration with its samples gathered into series. That takes longer than most of what is made of them, so it is
 * done once, and its summary and all its comparisons start from here.
 */
export interface Gathered {
  readonly configuration: Configuration;
  readonly repetitions: Repetitions;
  /** In the order in which they were first measured. */
  readonly series: readonly Series[];
}

export function gather(configuration: Configuration): Gathered {
  return { configuration, repetitions: repetitionsOf(configuration), series: seriesOf(configuration) };
}
