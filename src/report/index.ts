import { renderCsv } from "./formats/csv.ts";
import { type PageSource, renderForPrinting, renderHtml, renderParts } from "./formats/html.ts";
import { renderJson } from "./formats/json.ts";
import { renderMarkdown } from "./formats/markdown.ts";
import type { Chromium } from "./pdf/chromium_command.ts";
import { printPage } from "./pdf/print_page.ts";
import type { ResultTree } from "../results/configuration.ts";
import { beside, type ReportInput, type ReportSettings } from "./report_input.ts";

export type { PageSource } from "./formats/html.ts";
export { type PagePart, partMaker } from "./page_part.ts";
export type { ReportInput, ReportSettings } from "./report_input.ts";

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

/** The page of parts that are made meanwhile, so that only what it shows of results has to be in memory. */
export async function renderPage(
  file: string,
  source: PageSource,
  settings: ReportSettings,
): Promise<MadeReport> {
  return { file, content: await renderParts(source, settings) };
}

/**
 * The same report in several forms.
 *
 * @returns null when `signal` aborted it.
 * @throws UsageError when Chromium makes no PDF.
 */
export async function renderReports(
  wanted: readonly WantedReport[],
  tree: ResultTree,
  settings: ReportSettings,
  signal: AbortSignal,
): Promise<readonly MadeReport[] | null> {
  const made: MadeReport[] = [];
  for (const report of wanted) {
    if (signal.aborted) return null;
    const { file, kind } = report;
    if (kind === "pdf") {
      // Chromium would make links from the folder that it prints in.
      const page = await renderForPrinting({ tree, ...settings });
      const pdf = await printPage(page, report.chromium, { signal });
      if (pdf !== null) made.push({ file, content: pdf });
    } else made.push({ file, content: await renderReport(kind, { tree, ...beside(file, settings) }) });
  }
  return signal.aborted ? null : made;
}
