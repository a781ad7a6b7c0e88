import { plainText } from "./plain_text.ts";

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as RFC 4180 text: texts that no spreadsheet takes for formulas, numbers with all of their digits, null as empty. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null): string =>
    typeof value === "number" ? String(value) : quoted(plainText(value ?? ""));
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
