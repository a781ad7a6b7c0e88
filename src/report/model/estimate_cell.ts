import type { SummaryRow } from "../../analysis/summary.ts";
import { formatNumber } from "../../number_format.ts";
import type { OwnedSeries } from "./chart_series.ts";
import type { Cell } from "./data_table.ts";
import { verdictLine } from "./verdict_line.ts";

/** `40,980–41,410`; a single round has no interval. */
function intervalText({ low, high, rounds }: Pick<SummaryRow, "low" | "high" | "rounds">): string {
  return rounds < 2 ? "one round" : `${formatNumber(low)}–${formatNumber(high)}`;
}

/**
 * Median with its interval below, and what became of it beside the baseline.
 * @param more is shown behind the interval
 */
export function estimateCell(own: OwnedSeries, ...more: readonly string[]): Cell {
  const { row } = own.series;
  const verdict = verdictLine(own);
  return {
    text: formatNumber(row.median),
    details: [intervalText(row), ...more],
    ...(verdict !== null && { verdict }),
    value: row.median,
  };
}
