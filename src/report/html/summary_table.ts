import { type Markup, markup } from "../markup.ts";
import { estimateMethod, verdictMethod } from "../model/method_words.ts";
import type { SummaryLine, SummaryTable } from "../model/summary_table.ts";
import { sortableCell, headCell, scrolling } from "./data_table.ts";
import { namedMark } from "./mark.ts";

function lineOf({ member, cells, rounds, status }: SummaryLine): Markup {
  const { configuration, anchor, look } = member;
  const { gpu, config } = configuration;
  const marks = [...(member.isBaseline ? ["baseline"] : []), ...member.marks];
  return markup`<tr>
<td data-value="${gpu}"><bdi>${gpu}</bdi></td>
<th scope="row" data-value="${config}"><a href="#${anchor}">${namedMark(config, look)}</a>${
    marks.length === 0 ? null : markup`<small>${marks.join(", ")}</small>`
  }</th>
${cells.map((cell) => sortableCell(cell, true))}
<td class="number" data-value="${rounds}">${rounds}</td>
<td data-value="${status.text}"${status.isBad ? markup` class="bad"` : null}>${status.text}</td>
</tr>
`;
}

/** The table over all configurations, which the page's script makes sortable. */
export function summaryTableMarkup({ headlines, lines }: SummaryTable): Markup {
  return markup`${scrolling(
    "All configurations",
    markup`<table class="summary" data-sortable>
<caption>All configurations with their main figures</caption>
<thead><tr>
<th scope="col">GPU</th><th scope="col" class="name">Config</th>
${headlines.map(headCell)}
<th scope="col" class="number">Rounds</th><th scope="col">Status</th>
</tr></thead>
<tbody>
${lines.map(lineOf)}</tbody>
</table>`,
  )}
<p class="hint">${estimateMethod} ${verdictMethod}</p>`;
}
