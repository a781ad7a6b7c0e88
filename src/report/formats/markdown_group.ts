import { decisionWords } from "../html/decision.ts";
import { severityWords } from "../html/findings.ts";
import { formatPlural } from "../../number_format.ts";
import type { Group, Page } from "../model.ts";
import { evidenceWords } from "../model/evidence_words.ts";
import type { FoundIn, GroupFinding } from "../model/group_findings.ts";
import type { Remark } from "../model/remarks.ts";
import type { Cell } from "../view/data_table.ts";
import type { Member } from "../view/member.ts";
import { boldNames, escapeMarkdown, folded, markdownTable } from "./markdown_text.ts";

/** Says how many there are beyond those that are shown, and where; nothing where all are. */
function moreLine(total: number, shown: number, one: string, many?: string): string[] {
  const more = total - shown;
  return more <= 0
    ? []
    : [
        `- and ${formatPlural(more, one, many)} more: left out here for length; \`vcpu-bench report -o report.html\` shows all`,
      ];
}

/** As many configurations as there is room for: the baseline and those to choose come before others. */
export function shownMembers({ members, decision }: Group, most: number): Member[] {
  if (members.length <= most) return [...members];
  const isFirst = ({ isBaseline, config }: Member): boolean =>
    isBaseline || decision.names.slice(0, most).includes(config);
  const chosen = new Set(
    [...members.filter(isFirst), ...members.filter((member) => !isFirst(member))].slice(0, most),
  );
  return members.filter((member) => chosen.has(member));
}

function nameText({ label, isBaseline }: Pick<Member, "label" | "isBaseline">): string {
  return `${escapeMarkdown(label)}${isBaseline ? " (baseline)" : ""}`;
}

function cellText({ text, details = [], verdict }: Cell): string {
  const below = details.map(escapeMarkdown).join("; ");
  const number = below === "" ? text : `**${text}** (${below})`;
  return verdict === undefined ? number : `${number} ${escapeMarkdown(verdict.text)}`;
}

function headlineTable({ table: { headlines, lines } }: Page, members: readonly Member[]): string {
  const inGroup = new Set(members.map(({ anchor }) => anchor));
  const own = lines.filter(({ member }) => inGroup.has(member.anchor));
  const used = headlines
    .map((headline, i) => ({ headline, i }))
    .filter(({ i }) => own.some(({ cells }) => cells[i]?.value !== null));
  return markdownTable(
    [
      { label: "config", align: "left" },
      ...used.map(({ headline: { label, unit } }) => ({
        label: escapeMarkdown([label, unit].filter(Boolean).join(", ")),
        align: "right" as const,
      })),
      { label: "rounds", align: "right" },
      { label: "status", align: "left" },
    ],
    own.map(({ member, cells, rounds, status }) => [
      nameText(member),
      ...used.map(({ i }) => {
        const cell = cells[i];
        return cell === undefined ? "" : cellText(cell);
      }),
      String(rounds),
      escapeMarkdown(status.text),
    ]),
  );
}

function decisionText({ decision: { is, names, because, more } }: Group): string {
  const named = names.map((name) => `**${escapeMarkdown(name)}**`).join(" or ");
  const about = named === "" ? "." : ` ${named}:`;
  const sentence = `**${decisionWords[is]}**${about} ${escapeMarkdown(because)}${because.endsWith(".") ? "" : "."}`;
  return [sentence, ...more.map(escapeMarkdown)].join(" ");
}

function caseLine({ severity }: GroupFinding, { configs, sentence }: FoundIn): string {
  return `- ${severityWords[severity]}: ${boldNames(configs)}: ${escapeMarkdown(sentence)}`;
}

function remarkLine({ kind, configs, benchmarks, text }: Remark): string {
  const what = benchmarks.length === 0 ? text : `${benchmarks.join(", ")}: ${text}`;
  return `- ${kind}: ${boldNames(configs)}: ${escapeMarkdown(what)}`;
}

/** What came of one comparison: controls that moved, the counts, and below them what else is unlike. */
function comparisonLines({ label, comparison, details }: Member): string[] {
  if (comparison === null) return [];
  const { baseline, moved, counts } = comparison;
  const unlike = details.against?.inShort ?? "";
  return [
    ...moved.map((sentence) => `- **${escapeMarkdown(sentence)}**`),
    `- **${escapeMarkdown(label)}** against ${escapeMarkdown(baseline)}: ${escapeMarkdown(counts)}.`,
    ...(unlike === "" ? [] : [`  - ${escapeMarkdown(unlike)}`]),
  ];
}

function listed(...lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.join("\n")];
}

/** A group in short. @param most of each list and table that has an entry a configuration */
export function groupText(page: Page, group: Group, most: number): string {
  const { before, name, after } = group.baseline;
  const cases = group.findings.flatMap((finding) => finding.cases.map((of) => caseLine(finding, of)));
  const members = shownMembers(group, most);
  return [
    `## ${escapeMarkdown(group.gpu)}`,
    decisionText(group),
    ...listed(...cases.slice(0, most), ...moreLine(cases.length, most, "finding")),
    `${escapeMarkdown(before)} **${escapeMarkdown(name)}**${after.startsWith(" ") ? " " : ""}${escapeMarkdown(after)}`,
    ...listed(...members.flatMap(comparisonLines)),
    headlineTable(page, members),
    ...listed(...moreLine(group.members.length, members.length, "configuration")),
    ...listed(
      ...group.remarks.slice(0, most).map(remarkLine),
      ...moreLine(group.remarks.length, most, "remark"),
    ),
  ].join("\n\n");
}

function adviceText({ severity, cases, advice }: GroupFinding): string {
  return [
    ...cases.map(({ configs, sentence, evidence }) => {
      const numbers = evidence.map((one) => `  - ${escapeMarkdown(evidenceWords(one))}`);
      return [
        `- ${severityWords[severity]}: ${boldNames(configs)}: ${escapeMarkdown(sentence)}`,
        ...numbers,
      ].join("\n");
    }),
    ...advice.map((step, i) => `${i + 1}. ${escapeMarkdown(step)}`),
  ].join("\n");
}

function trustText({ label, comparison }: Member): string[] {
  if (comparison === null) return [];
  return [
    `- **${escapeMarkdown(label)}**`,
    ...comparison.trust.map((sentence) => `  - ${escapeMarkdown(sentence)}`),
    ...comparison.incomparable.map((sentence) => `  - cannot be compared: ${escapeMarkdown(sentence)}`),
  ];
}

/** What a reader of the group unfolds: what to do about its findings, and how far to trust its comparisons. */
export function groupFolds({ findings, members }: Group): string {
  const trust = members.flatMap(trustText);
  return [
    ...(findings.length === 0
      ? []
      : [folded("Findings: their numbers and what to do", findings.map(adviceText).join("\n\n"))]),
    ...(trust.length === 0 ? [] : [folded("How far to trust the comparisons", trust.join("\n"))]),
  ].join("\n\n");
}
