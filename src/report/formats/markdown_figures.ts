import { formatCount, formatNumber } from "../../number_format.ts";
import { formatCoordinates } from "../../results/coordinates.ts";
import type { Page } from "../model.ts";
import { verdictLine } from "../view/verdict_line.ts";
import { escapeMarkdown, folded, markdownTable } from "./markdown_text.ts";

const text = { align: "left" } as const;
const number = { align: "right" } as const;
const columns = [
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
];

/** What a row of the table takes beside its cells, and what stands around the table. */
const rowBytes = 4 + 3 * columns.length;
const frameBytes = 1000;

function* rowsOf({ groups }: Page): Generator<readonly string[]> {
  for (const { gpu, members } of groups)
    for (const member of members)
      for (const series of member.series) {
        const { metric, at, unit, median, low, high, values, toolLabel } = series;
        yield [
          escapeMarkdown(gpu),
          escapeMarkdown(member.config),
          escapeMarkdown(metric),
          escapeMarkdown(formatCoordinates(at)),
          escapeMarkdown(unit),
          formatNumber(median),
          formatNumber(low),
          formatNumber(high),
          String(values.length),
          escapeMarkdown(toolLabel),
          escapeMarkdown(verdictLine({ member, series })?.text ?? ""),
        ];
      }
}

/** All figures as a folded table, or as many as `room` bytes hold, with where the rest is. */
export function figuresText(page: Page, room: number): string {
  const total = page.groups.reduce(
    (sum, { members }) => sum + members.reduce((own, { series }) => own + series.length, 0),
    0,
  );
  const rows: (readonly string[])[] = [];
  let taken = frameBytes;
  for (const row of rowsOf(page)) {
    taken += rowBytes + Buffer.byteLength(row.join(""));
    if (taken > room) break;
    rows.push(row);
  }
  const rest = total - rows.length;
  const where =
    rest === 0
      ? []
      : [
          `${formatCount(rest)} of ${formatCount(total)} figures are left out here for length: \`vcpu-bench report -o report.csv\` has all.`,
        ];
  if (rows.length === 0) return where.join("");
  const extent = rest === 0 ? "" : `the first ${formatCount(rows.length)} of `;
  return [...where, folded(`All figures: ${extent}${formatCount(total)}`, markdownTable(columns, rows))].join(
    "\n\n",
  );
}
