import type { ReadingProblem, ResultTree } from "../../results/configuration.ts";
import { bundlePage } from "../bundle.ts";
import { pageDocument } from "../html/document.ts";
import { type AnalysedGroup, analysedGroups, type GroupHead, type Page, pageOf } from "../model.ts";
import { looksOf } from "../model/looks.ts";
import type { Markup } from "../markup.ts";
import { embeddedGroup, isDeflatedFor } from "../packed/embedded.ts";
import { packGroup } from "../packed/pack.ts";
import type { ReportInput, ReportSettings } from "../report_input.ts";

/** Results to be read while a page is made of them, whole GPU groups at a time. */
export interface ResultSource {
  /** All configurations that there may be, by which the page chooses how they look. */
  readonly names: readonly { readonly gpu: string; readonly config: string }[];
  readonly parts: Iterable<ResultTree> | AsyncIterable<ResultTree>;
}

type Head = Omit<AnalysedGroup, "group"> & { readonly group: GroupHead };

/** A group without its configurations. */
function headOf({ group, entries, tools }: AnalysedGroup): Head {
  const { gpu, anchor, size, best, decision, findings, baseline, remarks } = group;
  return { group: { gpu, anchor, size, best, decision, findings, baseline, remarks }, entries, tools };
}

/** The page with what stands in it of each group: of a thousand configurations no more is in memory at once. */
async function packedPage(
  { names, parts }: ResultSource,
  settings: ReportSettings,
  isDeflated: boolean,
): Promise<{ readonly page: Page<GroupHead>; readonly packed: readonly Markup[] }> {
  const looks = looksOf(names);
  const heads: Head[] = [];
  const packed: Markup[] = [];
  const problems: (readonly ReadingProblem[])[] = [];
  for await (const part of parts) {
    problems.push(part.problems);
    for (const analysed of analysedGroups(part.configurations, looks, settings, heads.length)) {
      const { anchor, members } = analysed.group;
      packed.push(embeddedGroup({ anchor, json: JSON.stringify(packGroup(members)) }, isDeflated));
      heads.push(headOf(analysed));
    }
  }
  return { page: pageOf(heads, problems.flat(), settings), packed };
}

function sourceOf(tree: ResultTree): ResultSource {
  return { names: tree.configurations, parts: [tree] };
}

async function render(source: ResultSource, settings: ReportSettings, isPlain: boolean): Promise<string> {
  const isDeflated = !isPlain && isDeflatedFor(source.names.length);
  // The bundler works on threads of its own meanwhile.
  const [code, { page, packed }] = await Promise.all([
    bundlePage(),
    packedPage(source, settings, isDeflated),
  ]);
  return pageDocument(page, packed, code, isDeflated);
}

/** One self-contained page that asks nothing of anywhere, of results that are read meanwhile. */
export function renderHtmlFrom(source: ResultSource, settings: ReportSettings): Promise<string> {
  return render(source, settings, false);
}

/** {@link renderHtmlFrom} results that have been read. */
export function renderHtml({ tree, ...settings }: ReportInput): Promise<string> {
  return render(sourceOf(tree), settings, false);
}

/** The same page for a program that prints it at once, so that all of its data is there from the start. */
export function renderForPrinting({ tree, ...settings }: ReportInput): Promise<string> {
  return render(sourceOf(tree), settings, true);
}
