import uPlot from "uplot";
import type { MatrixData, MatrixPanel } from "../view/chart_data.ts";
import { type Tip, wholeEntry } from "../view/tip.ts";
import { formatCompact, formatNumber } from "../../number_format.ts";
import { quietAxis } from "./axis.ts";
import { areaOf, boldFont, drawMarker, fitted, inCssPixels, stillChart, widestOf } from "./canvas.ts";
import { heatColour, heatLimits } from "./heat.ts";
import { followPointer, tipsOf } from "./pointer.ts";
import type { Surface } from "./surface.ts";
import { side } from "./uplot_words.ts";

const titleHeight = 22;
const titleLeft = 16;
/** A longer name is cut; the tips have all of it. */
const widestTitle = 280;
const columnAxis = 20;
const axisLabel = 18;
const widestCell = 88;
const narrowestCell = 30;
const cellPadding = 3;
/** Between panels, as page.css has it. */
const panelGap = 24;

function cellHeight(rows: number): number {
  return rows <= 4 ? 36 : 24;
}

/** The number in as many digits as a cell has room for; nothing when it has none. */
function cellText(context: CanvasRenderingContext2D, value: number, width: number): string {
  const forms = [formatNumber(value), formatCompact(value), formatCompact(value, 2)];
  return forms.find((form) => context.measureText(form).width <= width) ?? "";
}

/** Width of a cell: as wide as is comfortable, but narrower where two panels then fit beside each other. */
function cellWidthOf(data: MatrixData, left: number, width: number): number {
  const { columns, panels } = data;
  const within = (room: number): number => Math.min(widestCell, (room - left - 2) / columns.length);
  const texts = panels.flatMap(({ cells }) => cells.flat().map((cell) => formatNumber(cell?.median ?? 0)));
  const half = within((width - panelGap) / 2);
  const isHalfEnough = panels.length > 1 && half >= widestOf(texts) + 2 * cellPadding;
  return Math.max(narrowestCell, isHalfEnough ? half : within(width));
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

function tipOfCell({ label, member, cells }: MatrixPanel, data: MatrixData, { row, column }: Cell): Tip {
  const heading = `${data.rowLabel} ${data.rows[row] ?? ""}, ${data.columnLabel} ${data.columns[column] ?? ""}`;
  const series = cells[row]?.[column] ?? null;
  return { heading, entries: series === null ? [] : [wholeEntry({ label, member, series })] };
}

function drawPanel(panel: MatrixPanel, data: MatrixData, { place, width, theme, tooltip }: Surface): uPlot {
  const { rows, columns, rowLabel, columnLabel, panels } = data;
  const [low, high] = heatLimits(
    panels.flatMap(({ cells }) => cells.flat().flatMap((cell) => cell?.median ?? [])),
  );
  const rowAxis = widestOf(rows) + 12;
  const left = rowAxis + axisLabel;
  const cellWidth = cellWidthOf(data, left, width);
  const names = widestOf(
    panels.map(({ label }) => label),
    boldFont,
  );
  // Alike for all, so that they stand below each other.
  const panelWidth = Math.max(
    Math.floor(left + cellWidth * columns.length) + 2,
    Math.min(width, names + titleLeft, widestTitle),
  );
  const axis = quietAxis(theme);
  const draw = (chart: uPlot): void =>
    inCssPixels(chart, (context, area) => {
      context.textAlign = "center";
      const [across, down] = [area.width / columns.length, area.height / rows.length];
      for (const [i, row] of panel.cells.entries())
        for (const [j, cell] of row.entries()) {
          if (cell === null) continue;
          const value = cell.median;
          const { fill, text } = heatColour(theme.heat, high === low ? 1 : (value - low) / (high - low));
          const [x, y] = [area.left + j * across, area.top + i * down];
          context.fillStyle = fill;
          context.fillRect(x + 1, y + 1, across - 2, down - 2);
          context.fillStyle = text;
          context.fillText(cellText(context, value, across - 2 * cellPadding), x + across / 2, y + down / 2);
        }
      drawMarker(context, panel.member.look, theme, { x: 6, y: titleHeight / 2 - 2, size: 9 });
      context.font = boldFont;
      context.textAlign = "left";
      context.fillStyle = theme.ink;
      context.fillText(fitted(context, panel.label, panelWidth - titleLeft), titleLeft, titleHeight / 2 - 2);
    });
  const options: uPlot.Options = {
    ...stillChart,
    width: panelWidth,
    height: titleHeight + columnAxis + axisLabel + rows.length * cellHeight(rows.length),
    padding: [titleHeight, panelWidth - left - cellWidth * columns.length, 0, 0],
    scales: {
      x: { time: false, range: [-0.5, columns.length - 0.5] },
      y: { dir: -1, range: [-0.5, rows.length - 0.5] },
    },
    axes: [
      {
        ...axis,
        side: side.top,
        size: columnAxis,
        label: columnLabel,
        labelSize: axisLabel,
        labelFont: axis.font ?? "",
        grid: { show: false },
        splits: () => columns.map((_, i) => i),
        values: () => [...columns],
      },
      {
        ...axis,
        side: side.left,
        size: rowAxis,
        label: rowLabel,
        labelSize: axisLabel,
        labelFont: axis.font ?? "",
        grid: { show: false },
        splits: () => rows.map((_, i) => i),
        values: () => [...rows],
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { draw: [draw] },
  };
  // The cells are drawn by us; uPlot only has to know how many columns there are.
  const chart = new uPlot(options, [columns.map((_, i) => i), columns.map(() => 0)], place);
  const tipOf = tipsOf((cell: Cell) => tipOfCell(panel, data, cell));
  const cells = rows.map((_, row) => columns.map((__, column) => ({ row, column })));
  followPointer(chart, tooltip, (x, y) => {
    const area = areaOf(chart);
    const row = Math.floor(((y - area.top) / area.height) * rows.length);
    const column = Math.floor(((x - area.left) / area.width) * columns.length);
    const cell = cells[row]?.[column];
    return cell === undefined ? null : tipOf(cell);
  });
  return chart;
}

/** Matrices beside each other with one colour scale, the number in each cell. */
export function drawMatrixChart(data: MatrixData, surface: Surface): uPlot[] {
  return data.panels.map((panel) => drawPanel(panel, data, surface));
}
