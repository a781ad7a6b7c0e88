import uPlot from "uplot";
import type { Look } from "../view/chart_data.ts";
import { markers, type Theme } from "./theme.ts";

/** Of text in charts; sizes in CSS pixels. */
export const font =
  '12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
export const boldFont = `600 ${font}`;

/** The plotting area, in CSS pixels within the canvas. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Draws on a chart in CSS pixels, whatever the screen's resolution. */
export function inCssPixels(
  chart: uPlot,
  draw: (context: CanvasRenderingContext2D, area: Area) => void,
): void {
  const { ctx: context } = chart;
  const ratio = uPlot.pxRatio;
  context.save();
  context.scale(ratio, ratio);
  context.font = font;
  context.textBaseline = "middle";
  context.textAlign = "left";
  draw(context, areaOf(chart));
  context.restore();
}

/** Room in CSS pixels that the longest of some texts takes. */
export function widestOf(texts: readonly string[], textFont: string = font): number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 0;
  context.font = textFont;
  return Math.ceil(Math.max(0, ...texts.map((text) => context.measureText(text).width)));
}

/** The text, or as much of it as fits around an ellipsis: what tells names apart often stands at their end. */
export function fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
  const fits = (shown: string): boolean => context.measureText(shown).width <= width;
  if (fits(text)) return text;
  const shortened = (kept: number): string =>
    `${text.slice(0, Math.ceil(kept / 2))}…${text.slice(text.length - Math.floor(kept / 2))}`;
  const isRoomFor = (kept: number): boolean => kept < text.length && fits(shortened(kept));
  // From below and in strides: there are names of a hundred thousand characters, of which a line has room for thirty.
  let [kept, stride] = [1, 1];
  while (isRoomFor(kept + stride)) {
    kept += stride;
    stride *= 2;
  }
  for (; stride >= 1; stride = Math.floor(stride / 2)) if (isRoomFor(kept + stride)) kept += stride;
  return shortened(kept);
}

/** A configuration's marker around a point. */
export function drawMarker(
  context: CanvasRenderingContext2D,
  { colour, marker }: Look,
  theme: Theme,
  at: { readonly x: number; readonly y: number; readonly size: number },
): void {
  context.save();
  context.translate(at.x - at.size / 2, at.y - at.size / 2);
  context.scale(at.size / 10, at.size / 10);
  context.fillStyle = seriesColour(theme, colour);
  const outline = new Path2D(markers[marker % markers.length]);
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- this is no array
  context.fill(outline);
  context.restore();
}

export function seriesColour({ series, ink }: Theme, colour: number): string {
  return series[colour % series.length] ?? ink;
}

/** What all charts have in common: nothing can be dragged, and our page tells what the lines are. */
export const stillChart = {
  legend: { show: false },
  cursor: { show: false },
  select: { show: false, left: 0, top: 0, width: 0, height: 0 },
} as const;

/** The plotting area of a chart, in CSS pixels from its upper left corner. */
export function areaOf({ bbox }: uPlot): Area {
  const ratio = uPlot.pxRatio;
  return {
    left: bbox.left / ratio,
    top: bbox.top / ratio,
    width: bbox.width / ratio,
    height: bbox.height / ratio,
  };
}
