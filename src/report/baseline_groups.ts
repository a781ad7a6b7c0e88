import { baselineOf } from "../analysis/baseline.ts";
import { compareWith } from "../analysis/comparison/compare_with.ts";
import type { Comparison } from "../analysis/comparison/comparison.ts";
import { gather, type Gathered } from "../analysis/gathered.ts";
import type { CatalogueEntry } from "../benchmarks/index.ts";
import type { Configuration } from "../results/configuration.ts";

/** One GPU group, its configurations held against one of them. */
export interface BaselineGroup {
  readonly gpu: string;
  readonly configurations: readonly Configuration[];
  readonly baseline: Configuration;
  /** By configuration; their summaries are made from it. */
  readonly gathered: ReadonlyMap<Configuration, Gathered>;
  /** By candidate, so empty in a group of one. */
  readonly comparisons: ReadonlyMap<Configuration, Comparison>;
}

function comparisonsWith(
  baseline: Configuration,
  group: readonly Gathered[],
  catalogue: readonly CatalogueEntry[],
): Map<Configuration, Comparison> {
  const base = group.find(({ configuration }) => configuration === baseline);
  const candidates = group.filter((one) => one !== base);
  if (base === undefined || candidates.length === 0) return new Map();
  const comparisons = compareWith({ base, candidates, group, catalogue });
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
    const group = own.map(gather);
    return {
      gpu,
      configurations: own,
      baseline,
      gathered: new Map(group.map((one) => [one.configuration, one])),
      comparisons: comparisonsWith(baseline, group, catalogue),
    };
  });
}
