import uPlot from "uplot";
import type { CurveData, Line } from "../chart_data.ts";
import { formatBytes } from "../../number_format.ts";
import { binaryTicks, decadeTicks, quietAxis, tickText } from "./axis.ts";
import { drawMarker, inCssPixels, seriesColour, stillChart, widestOf } from "./canvas.ts";
import { dashes, type Theme } from "./theme.ts";
import { logarithmic } from "./uplot_words.ts";

const plotHeight = 340;
const markRow = 16;
const markerSize = 6.5;

/** Limits a little beyond some positive values, on a logarithmic scale. */
function around(values: readonly number[], factor: number): [number, number] {
  return [Math.min(...values) / factor, Math.max(...values) * factor];
}

function known(line: Line): number[] {
  // An interval may reach below what a logarithmic axis can show.
  return [...line.medians, ...line.lows, ...line.highs].flatMap((value) =>
    value === null || value <= 0 ? [] : value,
  );
}

function drawMarks(chart: uPlot, marks: CurveData["marks"], theme: Theme): void {
  inCssPixels(chart, (context, area) => {
    const taken = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    context.strokeStyle = theme.muted;
    context.fillStyle = theme.muted;
    context.lineWidth = 1;
    for (const { label, bytes } of marks) {
      const x = Math.round(area.left + chart.valToPos(bytes, "x")) + 0.5;
      if (x < area.left || x > area.left + area.width) continue;
      context.setLineDash([2, 3]);
      context.beginPath();
      context.moveTo(x, area.top);
      context.lineTo(x, area.top + area.height);
      context.stroke();
      const width = context.measureText(label).width;
      const from = Math.min(Math.max(x - width / 2, 0), chart.width - width);
      const row = taken.findIndex((end) => from > end + 8);
      if (row < 0) continue;
      taken[row] = from + width;
      context.fillText(label, from, area.top - markRow / 2 - 1 - row * markRow);
    }
  });
}

function drawPoints(chart: uPlot, { x, lines }: CurveData, theme: Theme): void {
  inCssPixels(chart, (context, area) => {
    context.lineWidth = 1;
    for (const { look, medians, lows, highs } of lines) {
      context.strokeStyle = seriesColour(theme, look.colour);
      for (const [i, median] of medians.entries()) {
        const [at, low, high] = [x[i], lows[i], highs[i]];
        if (median === null || at === undefined) continue;
        const left = area.left + chart.valToPos(at, "x");
        const yOf = (value: number): number => area.top + chart.valToPos(value, "y");
        if (low !== null && low !== undefined && low > 0 && high !== null && high !== undefined) {
          context.beginPath();
          context.moveTo(left, yOf(low));
          context.lineTo(left, yOf(high));
          context.stroke();
        }
        drawMarker(context, look, theme, { x: left, y: yOf(median), size: markerSize });
      }
    }
  });
}

/** Lines with both axes logarithmic, over sizes in bytes. */
export function drawCurveChart(
  place: HTMLElement,
  data: CurveData,
  unit: string,
  width: number,
  theme: Theme,
): uPlot {
  const { x, lines, marks } = data;
  const xLimits = around(x, x.length < 2 ? 2 : 1.25);
  const yLimits = around(lines.flatMap(known), 1.15);
  const yTicks = decadeTicks(...yLimits);
  const axis = quietAxis(theme);
  const markRows = marks.length === 0 ? 0 : marks.length > 3 ? 2 : 1;
  const options: uPlot.Options = {
    ...stillChart,
    width,
    height: plotHeight,
    padding: [markRows * markRow + 6, 14, 0, 0],
    scales: {
      x: { time: false, distr: logarithmic, log: 2, range: xLimits },
      y: { distr: logarithmic, log: 10, range: yLimits },
    },
    axes: [
      {
        ...axis,
        size: 28,
        label: data.xLabel,
        labelSize: 18,
        labelFont: axis.font ?? "",
        splits: (chart) => binaryTicks(...xLimits, chart.width / 68),
        filter: (_, ticks) => ticks,
        grid: { show: false },
        values: (_, ticks) => ticks.map(formatBytes),
      },
      {
        ...axis,
        size: widestOf(yTicks.map(tickText)) + 12,
        label: unit,
        labelSize: 18,
        labelFont: axis.font ?? "",
        splits: () => yTicks,
        filter: (_, ticks) => ticks,
        values: (_, ticks) => ticks.map(tickText),
      },
    ],
    series: [
      {},
      ...lines.map(({ look, dash }) => ({
        stroke: seriesColour(theme, look.colour),
        width: 1.75,
        dash: [...(dashes[dash % dashes.length] ?? [])],
        spanGaps: true,
        points: { show: false },
      })),
    ],
    hooks: {
      drawAxes: [(chart) => drawMarks(chart, marks, theme)],
      draw: [(chart) => drawPoints(chart, data, theme)],
    },
  };
  return new uPlot(options, [[...x], ...lines.map(({ medians }) => [...medians])], place);
}
