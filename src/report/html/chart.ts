import { type Markup, markup } from "../markup.ts";
import type { ChartView, CurveKey } from "../model/chart_view.ts";
import { formatPlural } from "../../number_format.ts";
import { dataTable } from "./data_table.ts";
import { dashSample, namedMark } from "./mark.ts";

const kindWords = { bars: "Bar chart", curve: "Line chart", matrix: "Matrix" } as const;

function keyOf({ configurations, dashes }: CurveKey): Markup {
  return markup`<ul class="key">
${configurations.map(({ label, look }) => markup`<li>${namedMark(label, look)}</li>\n`)}
${dashes.map((label, i) => markup`<li>${dashSample(i)}${label}</li>\n`)}</ul>`;
}

/** The place of a chart with all its words; the page's script draws into it. */
export function chartFigure(chart: ChartView): Markup {
  const { id, title, unit, better, caption, key, table, told, data, remarks } = chart;
  const label = `${kindWords[data.kind]}: ${title}, in ${unit}, ${better} is better. ${told}`;
  return markup`<figure id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${title}</h3>
<p class="unit">${unit} <span aria-hidden="true">${better === "higher" ? "↑" : "↓"}</span> ${better} is better</p>
${key === null ? null : keyOf(key)}
<div class="plot" role="img" aria-label="${label}" data-chart="${id}"></div>
<figcaption>${[caption, ...remarks].join(" ")}</figcaption>
<details><summary>Table <small>${formatPlural(table.rows.length, "row")}</small></summary>
${dataTable(`Table: ${title}`, table)}
</details>
</figure>
`;
}
