import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Configuration } from "../../results/configuration.ts";
import { type Repetitions, repetitionsOf, seriesOf } from "../series.ts";
import { type Comparable, comparableOf, judgedMetrics } from "./comparable.ts";

/** A configuration that is compared, without its figures. */
export interface Compared {
  readonly configuration: Configuration;
  readonly repetitions: Repetitions;
}

/** A configuration made ready to be compared with others of its group. */
export interface Side extends Compared {
  /** All series that get a verdict, by their keys. */
  readonly comparables: ReadonlyMap<string, Comparable>;
}

/** What is worth keeping of a side: of a thousand configurations the figures would not fit. */
export function comparedOf({ configuration, repetitions }: Side): Compared {
  return { configuration, repetitions };
}

/** Those of a group that were run several times: they alone tell how far runs lie apart. */
export function witnessesOf(group: readonly Configuration[], catalogue: readonly CatalogueEntry[]): Side[] {
  return group
    .filter((configuration) => repetitionsOf(configuration).count > 1)
    .map((configuration) => sideOf(configuration, catalogue));
}

export function sideOf(configuration: Configuration, catalogue: readonly CatalogueEntry[]): Side {
  const metrics = judgedMetrics(catalogue);
  const comparables = new Map<string, Comparable>();
  for (const series of seriesOf(configuration)) {
    const metric = metrics.get(series.metric);
    // A series in another unit than its metric's is another tool's, and has no partner anyway.
    if (metric !== undefined && metric.unit === series.unit)
      comparables.set(series.key, comparableOf(series, metric));
  }
  return { configuration, repetitions: repetitionsOf(configuration), comparables };
}
