import { formatNumber } from "../../number_format.ts";
import type { OwnedSeries } from "./chart_series.ts";
import type { Cell } from "./data_table.ts";
import type { Series } from "./member.ts";
import { verdictLine } from "./verdict_line.ts";

/** `40,980–41,410`; a single round has no interval. */
export function intervalText({ low, high, values }: Series): string {
  return values.length < 2 ? "one round" : `${formatNumber(low)}–${formatNumber(high)}`;
}

/**
 * Median with its interval below, and what became of it beside the baseline.
 * @param more is shown behind the interval
 */
export function estimateCell(own: OwnedSeries, ...more: readonly string[]): Cell {
  const { series } = own;
  const verdict = verdictLine(own);
  return {
    text: formatNumber(series.median),
    details: [intervalText(series), ...more],
    ...(verdict !== null && { verdict }),
    value: series.median,
  };
}
