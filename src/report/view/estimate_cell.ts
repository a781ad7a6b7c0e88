import { formatNumber } from "../../number_format.ts";
import type { Cell } from "./data_table.ts";
import type { Member, Series } from "./member.ts";
import { verdictLine } from "./verdict_line.ts";

/** `40,980–41,410`; a single round has no interval. */
export function intervalText({ low, high, values }: Series): string {
  return values.length < 2 ? "one round" : `${formatNumber(low)}–${formatNumber(high)}`;
}

/**
 * Median with its interval below, and what became of it beside the baseline.
 * @param more is shown behind the interval
 */
export function estimateCell(
  { member, series }: { readonly member: Pick<Member, "baseline">; readonly series: Series },
  ...more: readonly string[]
): Cell {
  const verdict = verdictLine({ member, series });
  return {
    text: formatNumber(series.median),
    details: [intervalText(series), ...more],
    ...(verdict !== null && { verdict }),
    value: series.median,
  };
}
