import uPlot from "uplot";
import type { CurveData, Line } from "../view/chart_data.ts";
import type { OwnedSeries } from "../view/chart_series.ts";
import { briefEntry, type Tip, wholeEntry } from "../view/tip.ts";
import { formatBytes } from "../../number_format.ts";
import { binaryTicks, decadeTicks, quietAxis, tickText } from "./axis.ts";
import { areaOf, boldFont, drawMarker, inCssPixels, seriesColour, stillChart, widestOf } from "./canvas.ts";
import { followPointer, nearestTo, overlay, tipsOf } from "./pointer.ts";
import { sharedCursor } from "./shared_cursor.ts";
import type { Surface } from "./surface.ts";
import { dashes, type Theme } from "./theme.ts";
import { logarithmic } from "./uplot_words.ts";

export const curveChartHeight = 340;
const markRow = 16;
const markerSize = 6.5;
const roundRadius = 1.3;

/** Limits a little beyond some positive values, on a logarithmic scale. */
function around(values: readonly number[], factor: number): [number, number] {
  return [Math.min(...values) / factor, Math.max(...values) * factor];
}

function known({ points }: Line): number[] {
  // An interval may reach below what a logarithmic axis can show.
  return points.flatMap((series) =>
    series === null ? [] : [series.median, series.low, series.high].filter((value) => value > 0),
  );
}

/** Bands behind the lines, every other one shaded, each with its name where that has room. */
function drawRegions(chart: uPlot, regions: CurveData["regions"], theme: Theme): void {
  inCssPixels(chart, (context, area) => {
    const end = area.left + area.width;
    const xOf = (bytes: number): number =>
      Number.isFinite(bytes)
        ? Math.min(end, Math.max(area.left, area.left + chart.valToPos(bytes, "x")))
        : end;
    context.font = boldFont;
    context.textAlign = "center";
    for (const [i, { name, upTo }] of regions.entries()) {
      const [from, to] = [i === 0 ? area.left : xOf(regions[i - 1]?.upTo ?? 0), xOf(upTo)];
      if (i % 2 === 0) {
        context.fillStyle = theme.panel;
        context.fillRect(from, area.top, to - from, area.height);
      }
      if (context.measureText(name).width > to - from - 4) continue;
      context.fillStyle = theme.muted;
      context.fillText(name, (from + to) / 2, area.top + 10);
    }
  });
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

/** With more lines than these the rounds would hide them. */
const mostWithRounds = 6;

function drawPoints(chart: uPlot, { x, lines }: CurveData, theme: Theme): void {
  inCssPixels(chart, (context, area) => {
    const yOf = (value: number): number => area.top + chart.valToPos(value, "y");
    context.lineWidth = 1;
    for (const { member, points } of lines) {
      context.strokeStyle = seriesColour(theme, member.look.colour);
      context.fillStyle = context.strokeStyle;
      for (const [i, series] of points.entries()) {
        const at = x[i];
        if (series === null || at === undefined) continue;
        const { median, low, high, values } = series;
        const left = area.left + chart.valToPos(at, "x");
        if (lines.length <= mostWithRounds && values.length > 1) {
          context.globalAlpha = 0.35;
          for (const value of values) {
            if (value <= 0) continue;
            context.beginPath();
            context.arc(left, yOf(value), roundRadius, 0, 2 * Math.PI);
            context.fill();
          }
          context.globalAlpha = 1;
        }
        if (low > 0) {
          context.beginPath();
          context.moveTo(left, yOf(low));
          context.lineTo(left, yOf(high));
          context.stroke();
        }
        drawMarker(context, member.look, theme, { x: left, y: yOf(median), size: markerSize });
      }
    }
  });
}

/** A point with the name of its line. */
interface NamedPoint extends OwnedSeries {
  readonly label: string;
}

/** With more lines than these a tip tells of one alone. */
const mostInTip = 12;

function tipOf(point: NamedPoint, bytes: number, others: readonly NamedPoint[]): Tip {
  const beside = others
    .filter((other) => other !== point)
    .toSorted((a, b) => b.series.median - a.series.median);
  return {
    heading: formatBytes(bytes),
    entries: [wholeEntry(point), ...(beside.length < mostInTip ? beside.map(briefEntry) : [])],
  };
}

/** Tells of the point that is nearest to the pointer: first in x, as the cursor jumps, then in y. */
function tellOfPoints(chart: uPlot, { x, lines }: CurveData, { tooltip }: Surface): void {
  const columns = x.map((bytes, i) => ({
    bytes,
    points: lines.flatMap(({ label, member, points }): NamedPoint[] => {
      const series = points[i] ?? null;
      return series === null ? [] : [{ label, member, series }];
    }),
  }));
  const columnOf = new Map(columns.flatMap((column) => column.points.map((point) => [point, column])));
  const tip = tipsOf((point: NamedPoint) => {
    const column = columnOf.get(point);
    return tipOf(point, column?.bytes ?? 0, column?.points ?? []);
  });
  const ring = overlay(chart, "ring");
  followPointer(chart, tooltip, (left, top) => {
    const area = areaOf(chart);
    const [inX, inY] = [left - area.left, top - area.top];
    const isWithin = inX >= 0 && inX <= area.width && inY >= 0 && inY <= area.height;
    const xOf = (bytes: number): number => chart.valToPos(bytes, "x");
    const yOf = ({ series }: NamedPoint): number => chart.valToPos(series.median, "y");
    const column = isWithin ? nearestTo(columns, ({ bytes }) => Math.abs(xOf(bytes) - inX)) : null;
    const point = nearestTo(column?.points ?? [], (own) => Math.abs(yOf(own) - inY));
    ring(column === null || point === null ? null : { x: xOf(column.bytes), y: yOf(point) });
    return point === null ? null : tip(point);
  });
}

/** Lines with both axes logarithmic, over sizes in bytes. */
export function drawCurveChart(data: CurveData, surface: Surface): uPlot {
  const { place, width, theme, unit } = surface;
  const { x, lines, marks, regions } = data;
  const xLimits = around(x, x.length < 2 ? 2 : 1.25);
  const [lowest, highest] = around(lines.flatMap(known), 1.15);
  // The names of the regions stand above the lines.
  const yLimits: [number, number] = [lowest, regions.length === 0 ? highest : 1.3 * highest];
  const yTicks = decadeTicks(...yLimits);
  const axis = quietAxis(theme);
  const markRows = marks.length === 0 ? 0 : marks.length > 3 ? 2 : 1;
  const options: uPlot.Options = {
    ...stillChart,
    cursor: sharedCursor(
      surface,
      data.xLabel,
      (at) => nearestTo(x, (own) => Math.abs(Math.log(own / at))) ?? at,
    ),
    width,
    height: curveChartHeight,
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
      ...lines.map(({ member, dash }) => ({
        stroke: seriesColour(theme, member.look.colour),
        width: 1.75,
        dash: [...(dashes[dash % dashes.length] ?? [])],
        spanGaps: true,
        points: { show: false },
      })),
    ],
    hooks: {
      drawClear: [(chart) => drawRegions(chart, regions, theme)],
      drawAxes: [(chart) => drawMarks(chart, marks, theme)],
      draw: [(chart) => drawPoints(chart, data, theme)],
    },
  };
  const medians = lines.map(({ points }) => points.map((series) => series?.median ?? null));
  const chart = new uPlot(options, [[...x], ...medians], place);
  tellOfPoints(chart, data, surface);
  return chart;
}
