import type { Ratio } from "../../analysis/comparison/comparison.ts";
import type { Verdict } from "../../analysis/comparison/verdict.ts";
import { sumUp, summaryOf, type SummaryRow } from "../../analysis/summary.ts";
import type { Configuration } from "../../results/configuration.ts";
import { baselineGroups } from "../baseline_groups.ts";
import type { ReportInput } from "../report_input.ts";

/** A summary row and what became of it beside the baseline. */
export interface ComparedRow extends SummaryRow {
  readonly benchmark: string;
  /** What its configuration is compared with; null for the baseline itself and for one that is alone. */
  readonly baseline: string | null;
  /** Null where the row cannot be compared. */
  readonly ratio: Ratio | null;
  readonly verdict: Verdict["is"] | null;
}

/** A configuration with its rows. */
export interface ComparedConfiguration {
  readonly configuration: Configuration;
  /** What it is compared with; null for the baseline itself and for one that is alone. */
  readonly baseline: Configuration | null;
  /** Whether others are compared with it. */
  readonly isBaseline: boolean;
  readonly rows: readonly ComparedRow[];
}

/** All configurations, in the order of the tree. */
export function comparedConfigurations({ tree, catalogue, baseline }: ReportInput): ComparedConfiguration[] {
  const groups = baselineGroups(tree.configurations, catalogue, baseline);
  const byGpu = new Map(groups.map((group) => [group.gpu, group]));
  return tree.configurations.map((configuration) => {
    const group = byGpu.get(configuration.gpu);
    const comparison = group?.comparisons.get(configuration);
    const gathered = group?.gathered.get(configuration);
    const summary = gathered === undefined ? sumUp(configuration) : summaryOf(gathered);
    const judged = new Map(comparison?.judged.map((figure) => [figure.key, figure]));
    return {
      configuration,
      baseline: comparison?.base.configuration ?? null,
      isBaseline: group?.baseline === configuration && group.comparisons.size > 0,
      rows: summary.map(({ row, series }) => {
        const figure = judged.get(series.key);
        return {
          ...row,
          benchmark: series.benchmark,
          baseline: comparison?.base.configuration.config ?? null,
          ratio: figure?.ratio ?? null,
          verdict: figure?.verdict.is ?? null,
        };
      }),
    };
  });
}
