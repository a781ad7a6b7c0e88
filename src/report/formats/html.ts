import { bundlePage } from "../bundle.ts";
import { pageDocument } from "../html/document.ts";
import { buildPage } from "../model.ts";
import type { ReportInput } from "../report_input.ts";

/** One self-contained page that asks nothing of anywhere. */
export async function renderHtml(input: ReportInput): Promise<string> {
  return pageDocument(buildPage(input), await bundlePage(), false);
}

/** The same page for a program that prints it at once, so that all of its data is there from the start. */
export async function renderForPrinting(input: ReportInput): Promise<string> {
  return pageDocument(buildPage(input), await bundlePage(), true);
}
