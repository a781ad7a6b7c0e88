import type { SummaryRow } from "../../analysis/summary.ts";
import { formatCoordinates } from "../../results/coordinates.ts";
import { formatCsv } from "../../results/csv.ts";
import type { ReportInput } from "../report_input.ts";
import { knownEnd } from "../known_end.ts";
import { plainText } from "../view/plain_text.ts";
import { comparedConfigurations } from "./compared_rows.ts";

const summaryHeader = [
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
  "repetitions",
] as const;

const comparedHeader = ["baseline", "ratio", "ratio_low", "ratio_high", "verdict"] as const;

/** The columns of a report as .csv, as docs/report.md describes them. */
export const reportColumns = [...summaryHeader, ...comparedHeader] as const;

function summaryCells(row: SummaryRow): (string | number)[] {
  return [
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
    row.repetitions,
  ];
}

/** Summary rows of one configuration as CSV, which nothing is compared with; numbers in full precision. */
export function formatSummaryCsv(rows: readonly SummaryRow[]): string {
  return formatCsv(summaryHeader, rows.map(summaryCells));
}

/** All summary rows with what became of each beside the baseline; a ratio above 1 is better, whatever the metric. */
export function renderCsv(input: ReportInput): string {
  const rows = comparedConfigurations(input).flatMap((compared) => compared.rows);
  const records = rows.map((row) => [
    ...summaryCells(row),
    plainText(row.baseline ?? ""),
    row.ratio?.estimate ?? "",
    knownEnd(row.ratio?.low) ?? "",
    knownEnd(row.ratio?.high) ?? "",
    row.verdict ?? "",
  ]);
  return formatCsv(reportColumns, records);
}
