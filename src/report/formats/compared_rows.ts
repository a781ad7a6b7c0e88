import type { Ratio } from "../../analysis/comparison/comparison.ts";
import type { Verdict } from "../../analysis/comparison/verdict.ts";
import { sumUp, type SummaryRow } from "../../analysis/summary.ts";
import { baselineGroups } from "../baseline_groups.ts";
import type { ReportInput } from "../report_input.ts";

/** A summary row and what became of it beside the baseline. */
export interface ComparedRow extends SummaryRow {
  /** What its configuration is compared with; null for the baseline itself and for one that is alone. */
  readonly baseline: string | null;
  /** Null where the row cannot be compared. */
  readonly ratio: Ratio | null;
  readonly verdict: Verdict["is"] | null;
}

/** The rows of all configurations, in the order of the tree. */
export function comparedRows({ tree, catalogue, baseline }: ReportInput): ComparedRow[] {
  const comparisons = new Map(
    baselineGroups(tree.configurations, catalogue, baseline).flatMap((group) =>
      Array.from(group.comparisons),
    ),
  );
  return tree.configurations.flatMap((configuration) => {
    const comparison = comparisons.get(configuration);
    const judged = new Map(comparison?.judged.map((figure) => [figure.key, figure]));
    return sumUp(configuration).map(({ row, series }) => {
      const figure = judged.get(series.key);
      return {
        ...row,
        baseline: comparison?.base.configuration.config ?? null,
        ratio: figure?.ratio ?? null,
        verdict: figure?.verdict.is ?? null,
      };
    });
  });
}
