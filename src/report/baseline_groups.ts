import { baselineOf } from "../analysis/baseline.ts";
import { compareWith } from "../analysis/comparison/compare_with.ts";
import type { Comparison } from "../analysis/comparison/comparison.ts";
import type { CatalogueEntry } from "../benchmarks/index.ts";
import type { Configuration } from "../results/configuration.ts";

/** One GPU group, its configurations held against one of them. */
export interface BaselineGroup {
  readonly gpu: string;
  readonly configurations: readonly Configuration[];
  readonly baseline: Configuration;
  /** By candidate, so empty in a group of one. */
  readonly comparisons: ReadonlyMap<Configuration, Comparison>;
}

function comparisonsWith(
  baseline: Configuration,
  group: readonly Configuration[],
  catalogue: readonly CatalogueEntry[],
): Map<Configuration, Comparison> {
  const candidates = group.filter((configuration) => configuration !== baseline);
  if (candidates.length === 0) return new Map();
  const comparisons = compareWith({ base: baseline, candidates, group, catalogue });
  return new Map(comparisons.map((comparison) => [comparison.candidate.configuration, comparison]));
}

/**
 * The GPU groups of some configurations, in the order in which they come, each compared with its baseline.
 * @param named the baseline that a person asked for; a group that lacks it has its usual one
 */
export function baselineGroups(
  configurations: readonly Configuration[],
  catalogue: readonly CatalogueEntry[],
  named: string | null,
): BaselineGroup[] {
  return Array.from(Map.groupBy(configurations, ({ gpu }) => gpu)).flatMap(([gpu, own]) => {
    const baseline = baselineOf(own, named);
    if (baseline === null) return [];
    return { gpu, configurations: own, baseline, comparisons: comparisonsWith(baseline, own, catalogue) };
  });
}
