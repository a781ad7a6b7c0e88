import type uPlot from "uplot";
import type { ChartData } from "../chart_data.ts";
import { drawBarChart } from "./bar_chart.ts";
import { drawCurveChart } from "./curve_chart.ts";
import { drawMatrixChart } from "./matrix_chart.ts";
import { darkTheme, lightTheme, type Theme } from "./theme.ts";

type EmbeddedChart = ChartData & { readonly unit: string };

interface Place {
  readonly element: HTMLElement;
  readonly data: EmbeddedChart;
  drawn: readonly uPlot[];
  width: number;
}

/** Narrower than the text of any paper in use, in CSS pixels. */
const paperWidth = 640;

function draw(element: HTMLElement, data: EmbeddedChart, width: number, theme: Theme): readonly uPlot[] {
  switch (data.kind) {
    case "bars":
      return [drawBarChart(element, data, width, theme)];
    case "curve":
      return [drawCurveChart(element, data, data.unit, width, theme)];
    case "matrix":
      return drawMatrixChart(element, data, width, theme);
  }
}

function redraw(place: Place, width: number, theme: Theme): void {
  for (const chart of place.drawn) chart.destroy();
  place.width = width;
  place.drawn = width < 1 ? [] : draw(place.element, place.data, width, theme);
}

function placesOf(): Place[] {
  const text = document.getElementById("chart-data")?.textContent ?? "{}";
  // Written by the same version of this program into the same page.
  const embedded: Record<string, EmbeddedChart> = JSON.parse(text);
  return Array.from(document.querySelectorAll<HTMLElement>("[data-chart]")).flatMap((element) => {
    const data = embedded[element.dataset["chart"] ?? ""];
    return data === undefined ? [] : { element, data, drawn: [], width: 0 };
  });
}

/** Draws all charts, and again whenever their room or the colours change. */
export function drawCharts(): void {
  const places = placesOf();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let isPrinting = false;
  const redrawAll = (): void => {
    const theme = dark.matches && !isPrinting ? darkTheme : lightTheme;
    for (const place of places)
      redraw(place, isPrinting ? paperWidth : Math.floor(place.element.clientWidth), theme);
  };
  dark.addEventListener("change", redrawAll);
  // What a canvas is drawn with while printing goes to the paper as vectors.
  window.addEventListener("beforeprint", () => {
    isPrinting = true;
    redrawAll();
  });
  window.addEventListener("afterprint", () => {
    isPrinting = false;
    redrawAll();
  });
  const observer = new ResizeObserver((entries) => {
    if (isPrinting) return;
    for (const { target } of entries) {
      const place = places.find(({ element }) => element === target);
      const width = Math.floor(target.clientWidth);
      if (place !== undefined && place.width !== width)
        redraw(place, width, dark.matches ? darkTheme : lightTheme);
    }
  });
  redrawAll();
  for (const { element } of places) observer.observe(element);
}
