import { type Markup, markup } from "../markup.ts";
import type { Group } from "../model.ts";
import { formatPlural } from "../../number_format.ts";
import { chartFigure } from "./chart.ts";
import { comparisonList } from "./comparisons.ts";
import { configurationDetails } from "./configuration.ts";
import { remarkList } from "./remarks.ts";

/** One GPU model with its own charts. */
export function groupSection(group: Group): Markup {
  const { gpu, anchor, members, baseline, comparisons, charts, remarks, configurations } = group;
  const drawn =
    charts.length === 0
      ? markup`<p class="empty">Nothing here has been measured that a chart could show.</p>`
      : markup`<div class="charts">
${charts.map(chartFigure)}</div>`;
  return markup`<section class="group" id="${anchor}" aria-labelledby="${anchor}-title">
<h2 id="${anchor}-title"><bdi>${gpu}</bdi> <small>${formatPlural(members.length, "configuration")}</small></h2>
<p class="baseline">${baseline.before}<strong><bdi>${baseline.name}</bdi></strong>${baseline.after}</p>
${comparisonList(comparisons)}${remarkList(remarks)}${drawn}
<h3 class="configurations">Configurations</h3>
${configurations.map(configurationDetails)}</section>
`;
}
