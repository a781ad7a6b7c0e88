import { dirname, resolve } from "node:path";
import { renderCsv } from "./formats/csv.ts";
import { renderForPrinting, renderHtml } from "./formats/html.ts";
import { renderJson } from "./formats/json.ts";
import { renderMarkdown } from "./formats/markdown.ts";
import type { Chromium } from "./pdf/chromium_command.ts";
import { printPage } from "./pdf/print_page.ts";
import type { ReportInput } from "./report_input.ts";

export type { ReportInput } from "./report_input.ts";

/** The forms of a report that are text. */
export type TextKind = "html" | "json" | "csv" | "md";

/** A report that is to be made, for a file. */
export type WantedReport = { readonly file: string } & (
  | { readonly kind: TextKind }
  | { readonly kind: "pdf"; readonly chromium: Chromium }
);

/** What a file is to hold. */
export interface MadeReport {
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** The text of a report. */
export async function renderReport(kind: TextKind, input: ReportInput): Promise<string> {
  switch (kind) {
    case "html":
      return renderHtml(input);
    case "json":
      return renderJson(input);
    case "csv":
      return renderCsv(input);
    case "md":
      return renderMarkdown(input);
  }
}

/** The input of a report that will be in a file. */
function beside(file: string, input: ReportInput): ReportInput {
  return { ...input, reportFolder: dirname(resolve(file)) };
}

/**
 * The same report in several forms.
 *
 * @returns null when `signal` aborted it.
 * @throws UsageError when Chromium makes no PDF.
 */
export async function renderReports(
  wanted: readonly WantedReport[],
  input: ReportInput,
  signal: AbortSignal,
): Promise<readonly MadeReport[] | null> {
  const made: MadeReport[] = [];
  for (const report of wanted) {
    const { file, kind } = report;
    if (kind === "pdf") {
      // Chromium would make links from the folder that it prints in.
      const pdf = await printPage(await renderForPrinting(input), report.chromium, { signal });
      if (pdf !== null) made.push({ file, content: pdf });
    } else made.push({ file, content: await renderReport(kind, beside(file, input)) });
  }
  return signal.aborted ? null : made;
}
