import type uPlot from "uplot";
import type { ChartData } from "../view/chart_data.ts";
import { barChartHeight, drawBarChart } from "./bar_chart.ts";
import { curveChartHeight, drawCurveChart } from "./curve_chart.ts";
import { drawMatrixChart } from "./matrix_chart.ts";
import type { Surface } from "./surface.ts";
import { drawTimeChart, timeChartHeight } from "./time_chart.ts";

function made(data: ChartData, surface: Surface): readonly uPlot[] {
  switch (data.kind) {
    case "bars":
      return [drawBarChart(data, surface)];
    case "curve":
      return [drawCurveChart(data, surface)];
    case "matrix":
      return drawMatrixChart(data, surface);
    case "time":
      return [drawTimeChart(data, surface)];
  }
}

/** Draws a chart, or one a configuration. */
export function drawChart(data: ChartData, surface: Surface): readonly uPlot[] {
  const charts = made(data, surface);
  // It would draw in a microtask, of which nobody knows how long it takes.
  for (const chart of charts) chart.batch(() => {});
  return charts;
}

/** The height that a chart will have in CSS pixels; null where that depends on its width. */
export function heightOf(data: ChartData): number | null {
  switch (data.kind) {
    case "bars":
      return barChartHeight(data);
    case "curve":
      return curveChartHeight;
    case "time":
      return timeChartHeight;
    case "matrix":
      return null;
  }
}
