import { renderCsv } from "./formats/csv.ts";
import { renderHtml } from "./formats/html.ts";
import { renderJson } from "./formats/json.ts";
import { renderMarkdown } from "./formats/markdown.ts";
import type { ReportInput } from "./report_input.ts";

export type { ReportInput } from "./report_input.ts";

/** The forms that a report can take. */
export type ReportKind = "html" | "json" | "csv" | "md";

/** The text of a report. */
export async function renderReport(kind: ReportKind, input: ReportInput): Promise<string> {
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
