import { summarize, type SummaryRow } from "../../analysis/summary.ts";
import { formatCoordinates } from "../../results/coordinates.ts";
import { formatCsv } from "../../results/csv.ts";
import type { ReportInput } from "../report_input.ts";

const header = [
  "gpu",
  "config",
  "metric",
  "coordinates",
  "unit",
  "median",
  "low",
  "high",
  "rounds",
  "tool",
] as const;

/** Text that a spreadsheet takes for text: names from disk may look like formulas. */
function plainText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** Summary rows as CSV; numbers in full precision. */
export function formatSummaryCsv(rows: readonly SummaryRow[]): string {
  const records = rows.map((row) => [
    plainText(row.gpu),
    plainText(row.config),
    plainText(row.metric),
    plainText(formatCoordinates(row.at)),
    plainText(row.unit),
    row.median,
    row.low,
    row.high,
    row.rounds,
    plainText(row.tool),
  ]);
  return formatCsv(header, records);
}

export function renderCsv({ tree }: ReportInput): string {
  return formatSummaryCsv(tree.configurations.flatMap(summarize));
}
