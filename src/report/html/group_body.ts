import { type Markup, markup } from "../markup.ts";
import type { ChartView } from "../view/chart_view.ts";
import type { Member } from "../view/member.ts";
import { chartFigure } from "./chart.ts";
import { comparisonList } from "./comparisons.ts";
import { configurationDetails } from "./configuration.ts";
import { legend } from "./legend.ts";
import { titled } from "./titled.ts";

/** What the page's script makes of a group. */
export interface GroupBody {
  readonly anchor: string;
  readonly members: readonly Member[];
  readonly charts: readonly ChartView[];
  /** Whether the program would choose some of them. */
  readonly hasBest: boolean;
}

/** What stands in a group's place, its charts not drawn and its folds not filled yet. */
export function groupBody({ anchor, members, charts, hasBest }: GroupBody): Markup {
  const drawn =
    charts.length === 0
      ? markup`<p class="empty">Nothing here has been measured that a chart could show.</p>`
      : markup`<div class="drawn">
${legend(anchor, members, hasBest)}<div class="charts">
${charts.map(chartFigure)}</div>
</div>`;
  const [chartsId, configurationsId] = [`${anchor}-charts`, `${anchor}-configurations`];
  return markup`${comparisonList(members)}${titled(chartsId, "Charts", markup`<h3 id="${chartsId}">Charts</h3>`)}
${drawn}
${titled(configurationsId, "Configurations", markup`<h3 class="configurations" id="${configurationsId}">Configurations</h3>`)}
${members.map(configurationDetails)}`;
}
