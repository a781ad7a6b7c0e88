import { type Coordinates, isAt } from "../../benchmarks/metric.ts";
import { fewestRounds } from "../comparison/compare.ts";
import type { SummaryRow, SummedUp } from "../summary.ts";
import type { Case } from "./rule.ts";

const known = new WeakMap<readonly SummedUp[], ReadonlyMap<string, readonly SummedUp[]>>();

/** Each rule asks for a metric or two of the same hundreds of rows. */
function byMetric(summary: readonly SummedUp[]): ReadonlyMap<string, readonly SummedUp[]> {
  const rows = known.get(summary) ?? Map.groupBy(summary, ({ row }) => row.metric);
  known.set(summary, rows);
  return rows;
}

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
  const rows = byMetric(summary).get(metric) ?? [];
  return rows.flatMap(({ row }) => (row.rounds >= fewestRounds && isAt(row.at, place) ? row : []));
}
