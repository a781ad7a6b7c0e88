import { parse } from "csv-parse/sync";

/** What a spreadsheet calculates. */
const formula = /^[=+\-@\t\r]/;
const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;
const numeric = new Set([
  "median",
  "low",
  "high",
  "rounds",
  "repetitions",
  "ratio",
  "ratio_low",
  "ratio_high",
]);
/** Where there is nothing to compare with, these are empty. */
const optional = new Set(["ratio", "ratio_low", "ratio_high"]);

/** Rows of a CSV text, strictly by RFC 4180. @throws Error on any other text */
export function csvRows(text: string): string[][] {
  return parse(text, { relax_column_count: true });
}

/** What of a report as CSV a spreadsheet would not take as it is meant. */
export function csvFaults(text: string): string[] {
  try {
    const [header = [], ...rows] = csvRows(text);
    return rows.flatMap((row, i) => [
      ...(row.length === header.length
        ? []
        : [`csv: row ${i + 1} has ${row.length} of ${header.length} cells`]),
      ...row.flatMap((cell, column) => {
        const name = header[column] ?? "";
        if (numeric.has(name))
          return number.test(cell) || (cell === "" && optional.has(name))
            ? []
            : [`csv: ${name} is ${JSON.stringify(cell.slice(0, 60))}`];
        return formula.test(cell) && !number.test(cell)
          ? [`csv: ${name} is the formula ${JSON.stringify(cell.slice(0, 60))}`]
          : [];
      }),
    ]);
  } catch (error) {
    return [`csv: it cannot be parsed: ${String(error)}`];
  }
}
