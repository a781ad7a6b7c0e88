import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** Rows of cells as RFC 4180 text with `\n` line ends, the header first; an empty header is left out. */
export function formatCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const records = header.length === 0 ? rows : [header, ...rows];
  return stringify(records.map((row) => row.map(String)));
}

/** A row keyed by the header, and the line of the text that it ends on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Record<string, string>;
}

/**
 * Rows of a CSV text. Rows that are malformed or have another number of cells than the header are left out, and told
 * of with their line.
 */
export function parseCsv(text: string): { rows: CsvRow[]; problems: string[] } {
  const problems: string[] = [];
  const records = parse<{ info: { lines: number }; record: Record<string, string> }>(text, {
    columns: true,
    bom: true,
    info: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      problems.push(error?.message ?? "a row is malformed");
      return undefined;
    },
  });
  return { rows: records.map(({ info, record }) => ({ line: info.lines, cells: record })), problems };
}
