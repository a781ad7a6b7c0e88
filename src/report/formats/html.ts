import type { ResultTree } from "../../results/configuration.ts";
import { bundlePage } from "../bundle.ts";
import { pageDocument } from "../html/document.ts";
import { raw } from "../markup.ts";
import { pageOf } from "../model.ts";
import type { Named } from "../model/page_names.ts";
import { isDeflatedFor } from "../packed/embedded.ts";
import { type PagePart, partMaker } from "../page_part.ts";
import type { ReportInput, ReportSettings } from "../report_input.ts";

/** What a page is made of while its results are read. */
export interface PageSource {
  /** All configurations that the page may have. */
  readonly names: readonly Named[];
  /** In the order in which they stand in the page. */
  readonly parts: Iterable<PagePart> | AsyncIterable<PagePart>;
}

async function render(
  parts: PageSource["parts"],
  settings: ReportSettings,
  isDeflated: boolean,
): Promise<string> {
  // The bundler works on threads of its own meanwhile.
  const [code, all] = await Promise.all([bundlePage(), Array.fromAsync(parts)]);
  const groups = all.flatMap((part) => part.groups);
  const problems = all.flatMap((part) => part.problems);
  const packed = groups.map((group) => raw(group.packed));
  return pageDocument(pageOf(groups, problems, settings), packed, code, isDeflated);
}

function renderTree(
  { configurations, problems }: ResultTree,
  settings: ReportSettings,
  isDeflated: boolean,
): Promise<string> {
  const partOf = partMaker(configurations, settings, isDeflated);
  return render([partOf({ configurations, problems })], settings, isDeflated);
}

/** One self-contained page that asks nothing of anywhere, of parts that are made meanwhile by a {@link partMaker}. */
export function renderParts(source: PageSource, settings: ReportSettings): Promise<string> {
  return render(source.parts, settings, isDeflatedFor(source.names.length));
}

/** {@link renderParts} of results that have been read. */
export function renderHtml({ tree, ...settings }: ReportInput): Promise<string> {
  return renderTree(tree, settings, isDeflatedFor(tree.configurations.length));
}

/** The same page for a program that prints it at once, so that all of its data is there from the start. */
export function renderForPrinting({ tree, ...settings }: ReportInput): Promise<string> {
  return renderTree(tree, settings, false);
}
