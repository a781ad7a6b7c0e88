import type { SummaryRow } from "../../analysis/summary.ts";
import { formatNumber } from "../number_format.ts";
import type { Cell } from "./data_table.ts";

/** `40,980–41,410`; a single round has no interval. */
export function intervalText({ low, high, rounds }: Pick<SummaryRow, "low" | "high" | "rounds">): string {
  return rounds < 2 ? "one round" : `${formatNumber(low)}–${formatNumber(high)}`;
}

/** Median with its interval below. */
export function estimateCell(row: SummaryRow): Cell {
  return { text: formatNumber(row.median), details: [intervalText(row)], value: row.median };
}
