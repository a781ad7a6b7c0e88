import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Gathered } from "../gathered.ts";
import type { Repetitions } from "../series.ts";
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
export function witnessesOf(group: readonly Gathered[], catalogue: readonly CatalogueEntry[]): Side[] {
  return group.filter(({ repetitions }) => repetitions.count > 1).map((one) => sideOf(one, catalogue));
}

export function sideOf(
  { configuration, repetitions, series: all }: Gathered,
  catalogue: readonly CatalogueEntry[],
): Side {
  const metrics = judgedMetrics(catalogue);
  const comparables = new Map<string, Comparable>();
  for (const series of all) {
    const metric = metrics.get(series.metric);
    // A series in another unit than its metric's is another tool's, and has no partner anyway.
    if (metric !== undefined && metric.unit === series.unit)
      comparables.set(series.key, comparableOf(series, metric));
  }
  return { configuration, repetitions, comparables };
}
