import type { Page } from "../../src/report/model.ts";
import { chartsOf } from "../../src/report/view/charts.ts";
import type { ChartContent, ChartView } from "../../src/report/view/chart_view.ts";

/** A chart with what it shows when all configurations of its group are chosen. */
export type DrawnChart = ChartView & ChartContent;

/** The charts that the page's script makes of each group. */
export function drawnCharts({ catalogue, groups }: Page): readonly (readonly DrawnChart[])[] {
  return groups.map(({ anchor, members }) =>
    chartsOf(catalogue, members, anchor).flatMap((chart) => {
      const content = chart.contentOf(members);
      return content === null ? [] : { ...chart, ...content };
    }),
  );
}
