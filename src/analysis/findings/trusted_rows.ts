import { type Coordinates, isAt } from "../../benchmarks/metric.ts";
import { fewestRounds } from "../comparison/compare.ts";
import type { SummaryRow } from "../summary.ts";
import type { Case } from "./rule.ts";

/**
 * The rows of a metric at a place that may accuse: of as many rounds as a comparison needs, and not of a smoke run,
 * whose figures only show that everything works.
 */
export function trustedRows(
  { configuration, summary }: Pick<Case, "configuration" | "summary">,
  metric: string,
  place: Coordinates = {},
): SummaryRow[] {
  if (configuration.profile === "smoke") return [];
  return summary.flatMap(({ row }) =>
    row.metric === metric && row.rounds >= fewestRounds && isAt(row.at, place) ? row : [],
  );
}
