import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Member } from "../view/member.ts";

/** A benchmark that gave numbers, and what it is. */
export interface Measured {
  readonly title: string;
  readonly measures: string;
  readonly why: string;
  readonly toolLabels: readonly string[];
}

/** Labels of the tools that measured each metric. */
export type ToolsOfMetrics = ReadonlyMap<string, ReadonlySet<string>>;

export function toolsIn(members: readonly Member[]): ToolsOfMetrics {
  const labels = new Map<string, Set<string>>();
  for (const { series } of members)
    for (const { metric, toolLabel } of series) {
      const known = labels.get(metric);
      if (known === undefined) labels.set(metric, new Set([toolLabel]));
      else known.add(toolLabel);
    }
  return labels;
}

/** The benchmarks of which some group has numbers. */
export function measuredOf(
  catalogue: readonly CatalogueEntry[],
  tools: readonly ToolsOfMetrics[],
): Measured[] {
  return catalogue.flatMap(({ title, measures, why, metrics }) => {
    const toolLabels = new Set(
      metrics.flatMap(({ id }) => tools.flatMap((of) => Array.from(of.get(id) ?? []))),
    );
    return toolLabels.size === 0 ? [] : { title, measures, why, toolLabels: Array.from(toolLabels) };
  });
}
