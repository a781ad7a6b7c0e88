import type { Comparison, Judged } from "../../analysis/comparison/comparison.ts";
import type { Verdict } from "../../analysis/comparison/verdict.ts";
import { onOneLine } from "../../one_line.ts";
import type { ComparedGroup } from "./compared_group.ts";
import { figureWords } from "./figure_words.ts";
import { mainFigures, pointCounts, runToRunWords, signOf, valuesWords, verdictCounts } from "./figures.ts";
import { ratioInShort, ratioWords, verdictSigns, verdictWords } from "./ratio_words.ts";
import { incomparableWords } from "./incomparable_words.ts";
import { noiseWords } from "./noise_words.ts";
import { movedControls, trustWords } from "./trust_words.ts";

/** How a piece of text is told from the rest on a terminal. */
export type Paint = (verdict: Verdict["is"], text: string) => string;

/** Columns with two blanks between, as wide as their widest cell; blanks at the ends of lines left out. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const cells of rows)
    cells.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, Bun.stringWidth(cell))));
  return rows.map((cells) =>
    cells
      .map((cell, i) => cell + " ".repeat((widths[i] ?? 0) - Bun.stringWidth(cell)))
      .join("  ")
      .trimEnd(),
  );
}

function bulleted(sentences: readonly string[]): string[] {
  return sentences.map((sentence) => `- ${sentence}`);
}

/** Names of configurations are those of folders, which may hold anything. */
function shown(lines: readonly string[]): string[] {
  return lines.map(onOneLine);
}

function figureRow(judged: Judged, baseline: string): string[] {
  return [
    signOf(judged),
    judged.benchmark,
    figureWords(judged),
    valuesWords(judged),
    ratioWords(judged, baseline),
    [verdictWords(judged.verdict), runToRunWords(judged)].filter((words) => words !== "").join(" · "),
  ];
}

/** What belongs to one candidate, besides its figures. */
function around(comparison: Comparison): string[] {
  return [...trustWords(comparison), ...pointCounts(comparison)];
}

function notComparable(comparison: Comparison): string[] {
  const lines = incomparableWords(comparison);
  return lines.length === 0 ? [] : ["", "Cannot be compared:", ...bulleted(lines)];
}

function single(group: ComparedGroup, comparison: Comparison, paint: Paint): string[] {
  const base = comparison.base.configuration.config;
  const figures = mainFigures(comparison);
  const lines = shown(aligned(figures.map((judged) => figureRow(judged, base))));
  return [
    ...shown([
      ...movedControls(comparison),
      `${group.gpu}: ${comparison.candidate.configuration.config} against ${base}: ${verdictCounts(comparison)}.`,
      ...bulleted([...around(comparison), noiseWords(group)]),
    ]),
    ...(lines.length === 0 ? [] : [""]),
    ...lines.map((line, i) => paint(figures[i]?.verdict.is ?? "same", line)),
    ...shown(notComparable(comparison)),
  ];
}

/** `▲ +38.2 %`, `▼ 97.2 %` of a host. */
function shortCell(judged: Judged | undefined, baseline: string): string {
  return judged === undefined ? "–" : `${signOf(judged)} ${ratioInShort(judged, baseline)}`;
}

const legend = [...Object.entries(verdictSigns).map(([is, sign]) => `${sign} ${is}`), "– cannot be compared"];

/** The figures of all candidates, in the order of the first that has each. */
export function figuresOfAll(
  group: ComparedGroup,
): { readonly first: Judged; readonly cells: readonly (Judged | undefined)[] }[] {
  const found = group.candidates.map(
    ({ comparison }) =>
      new Map(comparison.judged.filter(({ kind }) => kind !== "point").map((judged) => [judged.key, judged])),
  );
  const firsts = new Map(found.flatMap((figures) => Array.from(figures)).toReversed());
  const keys = Array.from(new Set(found.flatMap((figures) => Array.from(figures.keys()))));
  return keys.flatMap((key) => {
    const first = firsts.get(key);
    return first === undefined ? [] : { first, cells: found.map((figures) => figures.get(key)) };
  });
}

function matrix(group: ComparedGroup): string[] {
  const base = group.base.configuration.config;
  const names = group.candidates.map(({ participant }) => participant.configuration.config);
  const rows = figuresOfAll(group).map(({ first, cells }) => [
    first.benchmark,
    figureWords(first),
    ...cells.map((judged) => shortCell(judged, base)),
  ]);
  return [
    ...group.candidates.flatMap(({ comparison }) => movedControls(comparison)),
    `${group.gpu}: against ${base}${base === "host" ? ", in % of it" : ""}.`,
    ...group.candidates.map(
      ({ comparison }) => `  ${comparison.candidate.configuration.config}: ${verdictCounts(comparison)}.`,
    ),
    `- ${noiseWords(group)}`,
    "",
    ...aligned([["", "", ...names], ...rows]),
    "",
    legend.join("  "),
    ...group.candidates.flatMap(({ comparison }) => [
      "",
      `${comparison.candidate.configuration.config}:`,
      ...bulleted([...around(comparison), ...incomparableWords(comparison)]),
    ]),
  ];
}

/** For a terminal: one candidate with all that is known of it, several as a matrix. */
export function comparisonText(group: ComparedGroup, paint: Paint): string {
  const [only, ...more] = group.candidates;
  const lines =
    only !== undefined && more.length === 0 ? single(group, only.comparison, paint) : shown(matrix(group));
  return `${lines.join("\n")}\n`;
}
