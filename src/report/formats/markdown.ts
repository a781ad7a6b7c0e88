import { formatCoordinates } from "../../results/coordinates.ts";
import { buildPage, type Group, type Page } from "../model.ts";
import type { Remark } from "../model/remarks.ts";
import { formatNumber } from "../number_format.ts";
import type { ReportInput } from "../report_input.ts";

/** Text from disk that means itself in Markdown, on one line and within a table's cell. */
export function escapeMarkdown(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001F\u007F]+/g, " ")
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

function table(
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

function headlineTable({ table: { headlines, lines } }: Page, { members }: Group): string {
  const own = lines.filter(({ member }) => members.includes(member));
  const used = headlines
    .map((headline, i) => ({ headline, i }))
    .filter(({ i }) => own.some(({ cells }) => cells[i]?.value !== null));
  return table(
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
      escapeMarkdown(member.label),
      ...used.map(({ i }) => {
        const cell = cells[i];
        if (cell === undefined) return "";
        const details = (cell.details ?? []).map(escapeMarkdown).join("; ");
        return details === "" ? cell.text : `**${cell.text}** (${details})`;
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

function groupSection(page: Page, group: Group): string {
  return [
    `## ${escapeMarkdown(group.gpu)}`,
    headlineTable(page, group),
    ...(group.remarks.length === 0 ? [] : [group.remarks.map(remarkLine).join("\n")]),
  ].join("\n\n");
}

function longTable(page: Page): string {
  const text = { align: "left" } as const;
  const number = { align: "right" } as const;
  const rows = page.groups.flatMap(({ members }) =>
    members.flatMap((member) =>
      member.series.map(({ row, toolLabel }) => [
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
      ]),
    ),
  );
  return table(
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
    `${page.extent}, by vcpu-bench ${page.version}, ${page.generatedAt}. Medians over the rounds, and the interval ` +
      "that holds the median with at least 95 % certainty (below six rounds: smallest to largest).",
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
