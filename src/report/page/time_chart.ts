import uPlot from "uplot";
import type { TimeData, TimePoint } from "../view/chart_data.ts";
import type { Member } from "../view/member.ts";
import { hasSeveralRuns, roundWords } from "../view/noise_chart.ts";
import type { Tip } from "../view/tip.ts";
import { quietAxis, tickText } from "./axis.ts";
import { areaOf, drawMarker, inCssPixels, seriesColour, stillChart } from "./canvas.ts";
import { followPointer, nearestTo, overlay, tipsOf } from "./pointer.ts";
import { sharedCursor } from "./shared_cursor.ts";
import type { Surface } from "./surface.ts";
import type { Theme } from "./theme.ts";

export const timeChartHeight = 220;
const dotRadius = 1.7;
const markerSize = 7;
/** A pointer is on what is this near, in CSS pixels. */
const reach = 24;

/** A point with whose it is. */
interface Placed {
  readonly member: Member;
  readonly point: TimePoint;
}

function drawLimit(chart: uPlot, limitPercent: number, theme: Theme): void {
  inCssPixels(chart, (context, area) => {
    const y = Math.round(area.top + chart.valToPos(limitPercent, "y")) + 0.5;
    context.strokeStyle = theme.muted;
    context.fillStyle = theme.muted;
    context.lineWidth = 1;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(area.left, y);
    context.lineTo(area.left + area.width, y);
    context.stroke();
    context.textAlign = "right";
    context.fillText(`noisy above ${limitPercent} %`, area.left + area.width, y - 8);
  });
}

/** Thin lines with a dot a trial; those above the limit have their configuration's marker. */
function drawPoints(chart: uPlot, { lines, limitPercent }: TimeData, theme: Theme): void {
  inCssPixels(chart, (context, area) => {
    const xOf = ({ at }: TimePoint): number => area.left + chart.valToPos(at.minutes, "x");
    const yOf = ({ percent }: TimePoint): number => area.top + chart.valToPos(percent, "y");
    for (const { member, points } of lines) {
      context.strokeStyle = seriesColour(theme, member.look.colour);
      context.fillStyle = context.strokeStyle;
      context.lineWidth = 1;
      context.globalAlpha = 0.35;
      context.beginPath();
      for (const point of points) context.lineTo(xOf(point), yOf(point));
      context.stroke();
      context.globalAlpha = 1;
      context.beginPath();
      for (const point of points) {
        const [x, y] = [xOf(point), yOf(point)];
        context.moveTo(x + dotRadius, y);
        context.arc(x, y, dotRadius, 0, 2 * Math.PI);
      }
      context.fill();
    }
    for (const { member, points } of lines)
      for (const point of points)
        if (point.percent > limitPercent)
          drawMarker(context, member.look, theme, { x: xOf(point), y: yOf(point), size: markerSize });
  });
}

function tipOf({ member, point: { at, percent } }: Placed, limitPercent: number): Tip {
  return {
    heading: `${at.benchmark}, ${roundWords(at, hasSeveralRuns(member))}`,
    entries: [
      {
        look: member.look,
        name: member.label,
        value: `${percent.toFixed(2)} %`,
        lines: [
          `${at.minutes.toFixed(1)} min from its start`,
          ...(percent > limitPercent ? [`noisy: above ${limitPercent} %`] : []),
        ],
        verdicts: [],
      },
    ],
  };
}

/** Points over minutes, a line a configuration. */
export function drawTimeChart(data: TimeData, surface: Surface): uPlot {
  const { place, width, theme, tooltip } = surface;
  const { lines, limitPercent } = data;
  const placed = lines.flatMap(({ member, points }) => points.map((point): Placed => ({ member, point })));
  const minutes = placed.map(({ point }) => point.at.minutes);
  const last = Math.max(1, ...minutes);
  const highest = Math.max(1.6 * limitPercent, ...placed.map(({ point }) => 1.06 * point.percent));
  const axis = quietAxis(theme);
  const options: uPlot.Options = {
    ...stillChart,
    cursor: sharedCursor(surface, "minutes"),
    width,
    height: timeChartHeight,
    padding: [10, 14, 0, 0],
    scales: {
      x: { time: false, range: [-0.01 * last, 1.01 * last] },
      y: { range: [0, highest] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        label: "minutes since the configuration's start",
        labelSize: 18,
        labelFont: axis.font ?? "",
        grid: { show: false },
        values: (_, ticks) => ticks.map(tickText),
      },
      {
        ...axis,
        size: 44,
        label: "%",
        labelSize: 18,
        labelFont: axis.font ?? "",
        values: (_, ticks) => ticks.map(tickText),
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      drawAxes: [(chart) => drawLimit(chart, limitPercent, theme)],
      draw: [(chart) => drawPoints(chart, data, theme)],
    },
  };
  // The points are drawn by us, since each configuration has minutes of its own.
  const chart = new uPlot(
    options,
    [
      [0, last],
      [0, 0],
    ],
    place,
  );
  const tip = tipsOf((own: Placed) => tipOf(own, limitPercent));
  const ring = overlay(chart, "ring");
  // Scales are not known before uPlot has drawn, which it does later.
  let places: readonly { readonly own: Placed; readonly x: number; readonly y: number }[] | null = null;
  followPointer(chart, tooltip, (left, top) => {
    const area = areaOf(chart);
    places ??= placed.map((own) => ({
      own,
      x: chart.valToPos(own.point.at.minutes, "x"),
      y: chart.valToPos(own.point.percent, "y"),
    }));
    const nearest = nearestTo(
      places,
      ({ x, y }) => Math.hypot(x + area.left - left, y + area.top - top),
      reach,
    );
    ring(nearest);
    return nearest === null ? null : tip(nearest.own);
  });
  return chart;
}
