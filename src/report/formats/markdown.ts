import { buildPage, type Page } from "../model.ts";
import { estimateMethod, verdictMethod } from "../model/method_words.ts";
import type { ReportInput } from "../report_input.ts";
import { figuresText } from "./markdown_figures.ts";
import { groupFolds, groupText } from "./markdown_group.ts";
import { escapeMarkdown, folded } from "./markdown_text.ts";

/** GitHub takes a job summary of up to 1 MiB and GitLab a description of up to a million characters. */
const mostBytes = 1_000_000;

/** Of each list that has an entry a configuration, the first of these numbers with which everything fits. */
const lengths = [Number.POSITIVE_INFINITY, 200, 50, 12, 3];

const foldsLeftOut =
  "What to do about the findings and how far to trust the comparisons is left out here for length: `vcpu-bench report -o report.html` shows it.";

function problemLines({ problems }: Page, most: number): string[] {
  if (problems.length === 0) return [];
  const lines = problems
    .slice(0, most)
    .map(({ path, because }) => `- ${escapeMarkdown(path)}: ${escapeMarkdown(because)}`);
  const more = problems.length - lines.length;
  return ["## Not readable", [...lines, ...(more === 0 ? [] : [`- and ${more} more`])].join("\n")];
}

/** The page without what is folded. */
function plainParts(page: Page, most: number): { head: string[]; groups: string[]; problems: string[] } {
  return {
    head: [
      "# vCPU benchmarks",
      `${page.extent}, by vcpu-bench ${page.version}, ${page.generatedAt}.`,
      ...(page.groups.length === 0 ? ["Nothing has been measured yet."] : []),
    ],
    groups: page.groups.map((group) => groupText(page, group, most)),
    problems: problemLines(page, most),
  };
}

function bytesOf(parts: readonly string[]): number {
  return Buffer.byteLength(parts.join("\n\n"));
}

/** A document for a job summary or a merge request: what it says at once, and folded below that what it rests on. */
export function renderMarkdown(input: ReportInput, most: number = mostBytes): string {
  const page = buildPage(input);
  const isEmpty = page.groups.length === 0;
  const method = isEmpty ? [] : [folded("How to read these numbers", `${estimateMethod} ${verdictMethod}`)];
  const [first, ...shorter] = lengths.map((length) => () => plainParts(page, length));
  let parts = first?.() ?? plainParts(page, 0);
  const taken = (): number => bytesOf([...parts.head, ...parts.groups, ...parts.problems, ...method]);
  for (const shorten of shorter) {
    if (taken() <= most) break;
    parts = shorten();
  }
  const folds = page.groups.map(groupFolds);
  const hasFolds = taken() + bytesOf(folds) <= most;
  const groups = parts.groups.map((group, i) => {
    const own = hasFolds ? (folds[i] ?? "") : "";
    return own === "" ? group : `${group}\n\n${own}`;
  });
  const sections = [
    ...parts.head,
    ...groups,
    ...(hasFolds ? [] : [foldsLeftOut]),
    ...parts.problems,
    ...method,
  ];
  const figures = isEmpty ? "" : figuresText(page, most - bytesOf(sections));
  return `${[...sections, ...(figures === "" ? [] : [figures])].join("\n\n")}\n`;
}
