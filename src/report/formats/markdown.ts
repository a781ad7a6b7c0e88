import { formatCoordinates } from "../../results/coordinates.ts";
import { buildPage, type Group, type Page } from "../model.ts";
import type { Cell } from "../model/data_table.ts";
import type { ComparisonView } from "../model/comparison_view.ts";
import type { Member } from "../model/member.ts";
import { estimateMethod, verdictMethod } from "../model/method_words.ts";
import type { Remark } from "../model/remarks.ts";
import { verdictLine } from "../model/verdict_line.ts";
import { formatNumber } from "../../number_format.ts";
import type { ReportInput } from "../report_input.ts";

/** Text from disk that means itself in Markdown, on one line and within a table's cell. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replace(/\p{Cc}+/gu, " ")
      .replace(/[\\`*[\]~|$]/g, "\\$&")
      // Within a word an underscore is no markup, and names with backslashes are hard to read.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .trim()
  );
}

type Alignment = "left" | "right";

/** Cells are Markdown already. */
export function markdownTable(
  columns: readonly { readonly label: string; readonly align: Alignment }[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ label }) => label)),
    line(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

function nameText({ label, isBaseline }: Member): string {
  return `${escapeMarkdown(label)}${isBaseline ? " (baseline)" : ""}`;
}

function cellText({ text, details = [], verdict }: Cell): string {
  const below = details.map(escapeMarkdown).join("; ");
  const number = below === "" ? text : `**${text}** (${below})`;
  return verdict === undefined ? number : `${number} ${escapeMarkdown(verdict.text)}`;
}

function headlineTable({ table: { headlines, lines } }: Page, { members }: Group): string {
  const inGroup = new Set(members);
  const own = lines.filter(({ member }) => inGroup.has(member));
  const used = headlines
    .map((headline, i) => ({ headline, i }))
    .filter(({ i }) => own.some(({ cells }) => cells[i]?.value !== null));
  return markdownTable(
    [
      { label: "config", align: "left" },
      ...used.map(({ headline: { label, unit } }) => ({
        label: `${escapeMarkdown(label)}, ${unit}`,
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

function remarkLine({ kind, configs, benchmarks, text }: Remark): string {
  const what = benchmarks.length === 0 ? text : `${benchmarks.join(", ")}: ${text}`;
  return `- ${kind}: **${configs.map(escapeMarkdown).join(", ")}**: ${escapeMarkdown(what)}`;
}

/** What came of one comparison: controls that moved, the counts, and below them how far to trust it. */
function comparisonLines({ member, baseline, moved, counts, trust, incomparable }: ComparisonView): string {
  return [
    ...moved.map((sentence) => `- **${escapeMarkdown(sentence)}**`),
    `- **${escapeMarkdown(member.label)}** against ${escapeMarkdown(baseline)}: ${escapeMarkdown(counts)}.`,
    ...trust.map((sentence) => `  - ${escapeMarkdown(sentence)}`),
    ...incomparable.map((sentence) => `  - cannot be compared: ${escapeMarkdown(sentence)}`),
  ].join("\n");
}

function groupSection(page: Page, group: Group): string {
  const { before, name, after } = group.baseline;
  return [
    `## ${escapeMarkdown(group.gpu)}`,
    `${escapeMarkdown(before)} **${escapeMarkdown(name)}**${escapeMarkdown(after)}`,
    ...(group.comparisons.length === 0 ? [] : [group.comparisons.map(comparisonLines).join("\n")]),
    headlineTable(page, group),
    ...(group.remarks.length === 0 ? [] : [group.remarks.map(remarkLine).join("\n")]),
  ].join("\n\n");
}

function longTable(page: Page): string {
  const text = { align: "left" } as const;
  const number = { align: "right" } as const;
  const rows = page.groups.flatMap(({ members }) =>
    members.flatMap((member) =>
      member.series.map((series) => {
        const { row, toolLabel } = series;
        return [
          escapeMarkdown(row.gpu),
          escapeMarkdown(row.config),
          escapeMarkdown(row.metric),
          escapeMarkdown(formatCoordinates(row.at)),
          escapeMarkdown(row.unit),
          formatNumber(row.median),
          formatNumber(row.low),
          formatNumber(row.high),
          String(row.rounds),
          escapeMarkdown(toolLabel),
          escapeMarkdown(verdictLine({ member, series })?.text ?? ""),
        ];
      }),
    ),
  );
  return markdownTable(
    [
      { label: "gpu", ...text },
      { label: "config", ...text },
      { label: "metric", ...text },
      { label: "coordinates", ...text },
      { label: "unit", ...text },
      { label: "median", ...number },
      { label: "low", ...number },
      { label: "high", ...number },
      { label: "rounds", ...number },
      { label: "tool", ...text },
      { label: "beside the baseline", ...text },
    ],
    rows,
  );
}

/** A document for a job summary or a merge request. */
export function renderMarkdown(input: ReportInput): string {
  const page = buildPage(input);
  const isEmpty = page.groups.length === 0;
  const sections = [
    "# vCPU benchmarks",
    `${page.extent}, by vcpu-bench ${page.version}, ${page.generatedAt}. ${estimateMethod} ${verdictMethod}`,
    ...(isEmpty ? ["Nothing has been measured yet."] : page.groups.map((group) => groupSection(page, group))),
    ...(isEmpty ? [] : ["## All figures", longTable(page)]),
    ...(page.problems.length === 0
      ? []
      : [
          "## Not readable",
          page.problems
            .map(({ path, because }) => `- ${escapeMarkdown(path)}: ${escapeMarkdown(because)}`)
            .join("\n"),
        ]),
  ];
  return `${sections.join("\n\n")}\n`;
}
