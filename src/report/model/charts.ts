import type { Chart } from "../../benchmarks/chart.ts";
import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Metric } from "../../benchmarks/metric.ts";
import { barChart } from "./bar_chart.ts";
import type { ChartContent, ChartView } from "./chart_view.ts";
import { curveChart } from "./curve_chart.ts";
import { matrixChart } from "./matrix_chart.ts";
import type { Member } from "./member.ts";

function contentOf(chart: Chart, metric: Metric, members: readonly Member[]): ChartContent | null {
  switch (chart.kind) {
    case "bars":
      return barChart(chart, metric, members);
    case "curve":
      return curveChart(chart, metric, members);
    case "matrix":
      return matrixChart(chart, metric, members);
  }
}

/**
 * The charts of the catalogue that have data in these configurations.
 * @param anchor begins the charts' ids and is unique within the page.
 */
export function chartsOf(
  catalogue: readonly CatalogueEntry[],
  members: readonly Member[],
  anchor: string,
): ChartView[] {
  const charts = catalogue.flatMap(({ charts: own, metrics }) =>
    own.flatMap((chart) => {
      const metric = metrics.find(({ id }) => id === chart.metric);
      return metric === undefined ? [] : { chart, metric };
    }),
  );
  return charts.flatMap(({ chart, metric }, i) => {
    const content = contentOf(chart, metric, members);
    if (content === null) return [];
    return {
      ...content,
      id: `${anchor}-chart-${i + 1}`,
      title: chart.title,
      caption: chart.caption,
      unit: metric.unit,
      better: metric.better,
    };
  });
}
