import type { ResultTree } from "../../results/configuration.ts";
import { bundlePage } from "../bundle.ts";
import { pageDocument } from "../html/document.ts";
import { pageOf } from "../model.ts";
import { type PagePart, partMaker } from "../page_part.ts";
import type { ReportInput, ReportSettings } from "../report_input.ts";

/** Parts of a page, in the order in which they stand in it. */
export type PageParts = Iterable<PagePart> | AsyncIterable<PagePart>;

async function render(parts: PageParts, settings: ReportSettings, isPlain: boolean): Promise<string> {
  // The bundler works on threads of its own meanwhile.
  const [code, all] = await Promise.all([bundlePage(), Array.fromAsync(parts)]);
  const groups = all.flatMap((part) => part.groups);
  const problems = all.flatMap((part) => part.problems);
  const packed = groups.map((group) => group.packed);
  return pageDocument(pageOf(groups, problems, settings), packed, code, isPlain);
}

function partsOf(tree: ResultTree, settings: ReportSettings): PagePart[] {
  return [partMaker(tree.configurations, settings)(tree)];
}

/** One self-contained page that asks nothing of anywhere, of parts that are made meanwhile. */
export function renderParts(parts: PageParts, settings: ReportSettings): Promise<string> {
  return render(parts, settings, false);
}

/** {@link renderParts} of results that have been read. */
export function renderHtml({ tree, ...settings }: ReportInput): Promise<string> {
  return render(partsOf(tree, settings), settings, false);
}

/** The same page for a program that prints it at once, so that all of its data is there from the start. */
export function renderForPrinting({ tree, ...settings }: ReportInput): Promise<string> {
  return render(partsOf(tree, settings), settings, true);
}
