import type { Comparison } from "../../analysis/comparison/comparison.ts";
import { onOneLine } from "../../one_line.ts";
import { escapeMarkdown, markdownTable } from "../formats/markdown_text.ts";
import type { ComparedGroup } from "./compared_group.ts";
import { figureWords } from "./figure_words.ts";
import { mainFigures, pointCounts, runToRunWords, signOf, valuesWords, verdictCounts } from "./figures.ts";
import { ratioWords, verdictWords } from "./ratio_words.ts";
import { incomparableWords } from "./incomparable_words.ts";
import { noiseWords } from "./noise_words.ts";
import { movedControls, trustWords } from "./trust_words.ts";

function bulleted(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`).join("\n");
}

function section(group: ComparedGroup, comparison: Comparison): string {
  const { base, candidate } = comparison;
  const [baseline, name] = [base.configuration.config, candidate.configuration.config];
  const rows = mainFigures(comparison).map((judged) => [
    `${signOf(judged)} ${escapeMarkdown(verdictWords(judged.verdict))}`,
    escapeMarkdown(judged.benchmark),
    escapeMarkdown(figureWords(judged)),
    escapeMarkdown(valuesWords(judged)),
    escapeMarkdown(
      [ratioWords(judged, baseline), runToRunWords(judged)].filter((words) => words !== "").join("; "),
    ),
  ]);
  const table = markdownTable(
    ["verdict", "benchmark", "figure", "values", "change"].map((label) => ({ label, align: "left" })),
    rows,
  );
  const incomparable = incomparableWords(comparison);
  return [
    `## ${escapeMarkdown(`${group.gpu}: ${name} against ${baseline}`)}`,
    ...movedControls(comparison).map((sentence) => `**${escapeMarkdown(sentence)}**`),
    `${escapeMarkdown(verdictCounts(comparison))}.`,
    bulleted([...trustWords(comparison), ...pointCounts(comparison), noiseWords(group)]),
    ...(rows.length === 0 ? [] : [table]),
    ...(incomparable.length === 0 ? [] : [`Cannot be compared:\n\n${bulleted(incomparable)}`]),
  ].join("\n\n");
}

/** For a job summary or a merge request. */
export function comparisonMarkdown(group: ComparedGroup): string {
  const sections = group.candidates.map(({ comparison }) => section(group, comparison)).join("\n\n");
  // Whatever is left of control characters, for it may be shown on a terminal.
  return `${sections.split("\n").map(onOneLine).join("\n")}\n`;
}
