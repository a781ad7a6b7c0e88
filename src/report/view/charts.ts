import type { Chart } from "../../benchmarks/chart.ts";
import { barChart } from "./bar_chart.ts";
import type { ChartContent, ChartView } from "./chart_view.ts";
import { curveChart } from "./curve_chart.ts";
import { matrixChart } from "./matrix_chart.ts";
import type { Member } from "./member.ts";
import { noiseCharts } from "./noise_chart.ts";
import type { ShownBenchmark, ShownMetric } from "./shown_catalogue.ts";

function chartContent(chart: Chart, metric: ShownMetric, members: readonly Member[]): ChartContent | null {
  switch (chart.kind) {
    case "bars":
      return barChart(chart, metric, members);
    case "curve":
      return curveChart(chart, metric, members);
    case "matrix":
      return matrixChart(chart, metric, members);
  }
}

function chartsOfBenchmark({ charts, metrics }: ShownBenchmark): Omit<ChartView, "id">[] {
  return charts.flatMap((chart) => {
    const metric = metrics.find(({ id }) => id === chart.metric);
    if (metric === undefined) return [];
    const { kind, title, caption } = chart;
    const { unit, better } = metric;
    return {
      kind,
      title,
      caption,
      unit,
      better,
      contentOf: (members: readonly Member[]) => chartContent(chart, metric, members),
    };
  });
}

/**
 * The charts that have data in these configurations: those of the catalogue, then the noise.
 * @param anchor begins the charts' ids and is unique within the page.
 */
export function chartsOf(
  catalogue: readonly ShownBenchmark[],
  members: readonly Member[],
  anchor: string,
): ChartView[] {
  const charts = [...catalogue.flatMap(chartsOfBenchmark), ...noiseCharts];
  return (
    charts
      .map((chart, i) => ({ ...chart, id: `${anchor}-chart-${i + 1}` }))
      // One that has data is enough, and among a thousand that is usually the first.
      .filter((chart) => members.some((member) => chart.contentOf([member]) !== null))
  );
}
