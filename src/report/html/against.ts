import { type Markup, markup } from "../markup.ts";
import { textCell } from "../view/data_table.ts";
import type { Against } from "../view/details.ts";
import type { Member } from "../view/member.ts";
import { dataTable } from "./data_table.ts";

function knownMarkup({ baseline, differences, because }: Against, label: string): Markup {
  if (differences === null)
    return markup`<p class="hint">What it differs in from <bdi>${baseline}</bdi> is not known: ${because}.</p>
`;
  if (differences.length === 0)
    return markup`<p class="hint">It differs from <bdi>${baseline}</bdi> in nothing that was recorded.</p>
`;
  const table = dataTable(`What ${label} differs in from ${baseline}`, {
    columns: [
      { label: "", isNumeric: false },
      { label: baseline, isNumeric: false },
      { label, isNumeric: false },
    ],
    rows: differences.map(({ label: what, baseline: base, own }) => [
      textCell(what),
      textCell(base),
      textCell(own),
    ]),
  });
  return markup`<h4>Differs from <bdi>${baseline}</bdi> in</h4>
${table}
`;
}

/** How a configuration differs from the one that it is compared with. */
export function againstMarkup({ label, isBaseline, details: { against } }: Member): Markup | null {
  if (against !== null) return markup`<div class="against">${knownMarkup(against, label)}</div>\n`;
  return isBaseline
    ? markup`<p class="hint">This is the baseline, from which the others are told apart.</p>\n`
    : null;
}
