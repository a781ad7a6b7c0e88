import { type Markup, markup } from "../markup.ts";
import type { ChartContent, ChartView } from "../view/chart_view.ts";
import { dashSample } from "./mark.ts";
import { titled } from "./titled.ts";

const kindWords = {
  bars: "Bar chart",
  curve: "Line chart",
  matrix: "Matrix",
  time: "Chart over time",
} as const;

/** What the dash patterns of a chart's lines mean. */
export function dashKey({ dashes }: ChartContent): Markup {
  return markup`${dashes.map((label, i) => markup`<li>${dashSample(i)}${label}</li>\n`)}`;
}

/** A chart in a few sentences, for those who do not see it. */
export function chartLabel({ title, unit, better, kind }: ChartView, { told }: ChartContent): string {
  return `${kindWords[kind]}: ${title}, in ${unit}, ${better} is better. ${told}`;
}

/** The words below a chart. */
export function captionOf({ caption }: ChartView, remarks: readonly string[]): string {
  return [caption, ...remarks].join(" ");
}

/** The place of a chart. The page's script draws into it, and says what depends on the configurations that are shown. */
export function chartFigure(view: ChartView): Markup {
  const { id, kind, title, unit, better } = view;
  return markup`<figure id="${id}" aria-labelledby="${id}-title">
${titled(id, title, markup`<h4 id="${id}-title">${title}</h4>`)}
<p class="unit">${unit} <span aria-hidden="true">${better === "higher" ? "↑" : "↓"}</span> ${better} is better</p>
<ul class="key" hidden></ul>
<div class="plot" data-chart="${kind}" role="img"></div>
<p class="empty" hidden>None of the configurations that are shown has this.</p>
<figcaption>${captionOf(view, [])}</figcaption>
<details class="table"><summary>Table</summary></details>
</figure>
`;
}
