import uPlot from "uplot";
import type { Bar, BarData } from "../view/chart_data.ts";
import { type Tip, wholeEntry } from "../view/tip.ts";
import { formatNumber } from "../../number_format.ts";
import { quietAxis, tickText } from "./axis.ts";
import {
  type Area,
  boldFont,
  drawMarker,
  fitted,
  inCssPixels,
  seriesColour,
  stillChart,
  widestOf,
} from "./canvas.ts";
import { followPointer, tipsOf } from "./pointer.ts";
import type { Surface } from "./surface.ts";
import type { Theme } from "./theme.ts";
import { side } from "./uplot_words.ts";

/** A row of the chart: a bar, or the heading of those below it. */
type Row = { readonly heading: string } | { readonly bar: Bar; readonly under: string | null };

const axisHeight = 26;
const markerSize = 9;
/** Of its row; the rest is air. */
const barShare = 0.66;
const dotRadius = 1.6;
/** No name takes more than this share of the chart. */
const longestName = 0.45;

function rowsOf({ sections }: BarData): Row[] {
  return sections.flatMap(({ label, bars }) => [
    ...(label === null ? [] : [{ heading: label }]),
    ...bars.map((bar) => ({ bar, under: label })),
  ]);
}

function rowHeight(rows: number): number {
  return rows <= 12 ? 26 : rows <= 40 ? 20 : 16;
}

/** What a row says, its name in full. */
function tipOfRow(row: Row): Tip {
  return "heading" in row
    ? { heading: row.heading, entries: [] }
    : { heading: row.under, entries: [wholeEntry(row.bar)] };
}

/** The height of the chart in CSS pixels. */
export function barChartHeight(data: BarData): number {
  const rows = rowsOf(data).length;
  return rows * rowHeight(rows) + axisHeight;
}

/** Limits of the value axis: it always shows zero, or lengths would mean nothing. */
function limits(bars: readonly Bar[]): [number, number] {
  const all = bars.flatMap(({ series: { low, high, values } }) => [low, high, ...values]);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  return low === high ? [0, 1] : [low * 1.02, high * 1.02];
}

function drawBar(
  context: CanvasRenderingContext2D,
  { member: { look }, series: { median, low, high, values } }: Bar,
  theme: Theme,
  place: { readonly x: (value: number) => number; readonly middle: number; readonly height: number },
): void {
  const { x, middle, height } = place;
  const colour = seriesColour(theme, look.colour);
  const top = middle - height / 2;
  context.fillStyle = colour;
  context.globalAlpha = 0.3;
  context.fillRect(Math.min(x(0), x(median)), top, Math.abs(x(median) - x(0)), height);
  context.globalAlpha = 1;
  context.fillRect(x(median) - 1, top, 2, height);
  if (values.length < 2) return;
  // From top to bottom in the order of the rounds, so that drift shows as a slope.
  for (const [i, value] of values.entries()) {
    context.beginPath();
    context.arc(x(value), top + ((i + 0.5) / values.length) * height, dotRadius, 0, 2 * Math.PI);
    context.fill();
  }
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x(low), middle);
  context.lineTo(x(high), middle);
  for (const end of [low, high]) {
    context.moveTo(x(end), middle - height / 4);
    context.lineTo(x(end), middle + height / 4);
  }
  context.stroke();
}

function drawRow(
  context: CanvasRenderingContext2D,
  row: Row,
  theme: Theme,
  place: {
    readonly x: (value: number) => number;
    readonly middle: number;
    readonly height: number;
    readonly area: Area;
    readonly right: number;
  },
): void {
  const { middle, area, right } = place;
  if ("heading" in row) {
    context.font = boldFont;
    context.fillStyle = theme.ink;
    context.fillText(fitted(context, row.heading, right), 0, middle + 2);
    return;
  }
  const { bar } = row;
  drawBar(context, bar, theme, { ...place, height: place.height * barShare });
  drawMarker(context, bar.member.look, theme, { x: markerSize / 2 + 1, y: middle, size: markerSize });
  context.fillStyle = theme.ink;
  const from = markerSize + 7;
  context.fillText(fitted(context, bar.label, area.left - from - 8), from, middle);
  context.textAlign = "right";
  context.fillText(formatNumber(bar.series.median), right, middle);
}

/** Lying bars with a name on the left and the median on the right of each. */
export function drawBarChart(data: BarData, { place, width, theme, tooltip }: Surface): uPlot {
  const rows = rowsOf(data);
  const bars = rows.flatMap((row) => ("bar" in row ? row.bar : []));
  const height = rowHeight(rows.length);
  const names = widestOf(bars.map(({ label }) => label)) + markerSize + 16;
  const left = Math.min(names, Math.round(width * longestName));
  const right = widestOf(bars.map(({ series }) => formatNumber(series.median))) + 10;
  const draw = (chart: uPlot): void =>
    inCssPixels(chart, (context, area) => {
      for (const [i, row] of rows.entries()) {
        context.save();
        drawRow(context, row, theme, {
          x: (value) => area.left + chart.valToPos(value, "y"),
          middle: area.top + chart.valToPos(i, "x"),
          height,
          area,
          right: width - 1,
        });
        context.restore();
      }
    });
  const options: uPlot.Options = {
    ...stillChart,
    width,
    height: rows.length * height + axisHeight,
    padding: [0, right, 0, left],
    scales: {
      x: { time: false, ori: 1, dir: -1, range: [-0.5, rows.length - 0.5] },
      y: { ori: 0, range: limits(bars) },
    },
    axes: [
      { show: false, side: side.left },
      {
        ...quietAxis(theme),
        side: side.bottom,
        size: axisHeight,
        space: 70,
        values: (_, ticks) => ticks.map(tickText),
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { draw: [draw] },
  };
  const medians = rows.map((row) => ("bar" in row ? row.bar.series.median : null));
  const chart = new uPlot(options, [rows.map((_, i) => i), medians], place);
  const tipOf = tipsOf((row: Row) => tipOfRow(row));
  followPointer(chart, tooltip, (_, y) => {
    const row = rows[Math.floor(y / height)];
    return row === undefined ? null : tipOf(row);
  });
  return chart;
}
