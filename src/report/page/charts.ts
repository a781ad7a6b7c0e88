import type uPlot from "uplot";
import type { ChartData } from "../view/chart_data.ts";
import { drawChart, heightOf } from "./draw_chart.ts";
import type { Surface } from "./surface.ts";
import { darkTheme, lightTheme, type Theme } from "./theme.ts";
import { startTooltip } from "./tooltip.ts";

/** What is drawn, and what it belongs to. */
export interface DrawnData extends Pick<Surface, "unit" | "group"> {
  readonly data: ChartData;
}

/** What is drawn in an element, and how it is now. */
interface Place {
  readonly element: HTMLElement;
  /** Called each time that it is drawn, since what is shown may change. */
  readonly dataOf: () => DrawnData | null;
  drawn: readonly uPlot[];
  /** Zero until it has been drawn. */
  width: number;
  isNear: boolean;
  /** Whether what is drawn, if anything, is not what should be. */
  isDue: boolean;
}

/** Narrower than the text of any paper in use, in CSS pixels. */
const paperWidth = 640;

/** Charts this near to what is seen are drawn already. */
const near = "800px 0px";

/** So many of the first charts are drawn wherever they are, since readers come there first. */
const drawnAhead = 4;

/** Of more than so many charts those that are no longer near are taken off: each one makes every frame dearer. */
const mostDrawn = 30;

/**
 * After so many milliseconds of drawing the page turns to its reader before it goes on, once what has been drawn is seen:
 * the browser puts what was said to a canvas on it when it makes the next frame, and takes longer for that than the saying.
 */
const drawingTime = 4;

/**
 * Takes charts off. A canvas without an area has no picture: else the browser would let go of the pictures of all that was
 * scrolled by at once, and the reader wait for that.
 */
function destroy(charts: readonly uPlot[]): void {
  for (const chart of charts) {
    const { canvas } = chart.ctx;
    chart.destroy();
    canvas.width = 0;
    canvas.height = 0;
  }
}

/** Takes a chart off, and keeps its room until it is drawn, so that the page does not move under its reader. */
function clear(place: Place): void {
  const { element, drawn, dataOf } = place;
  const next = dataOf();
  const height = next === null ? 0 : (heightOf(next.data) ?? element.offsetHeight);
  destroy(drawn);
  place.drawn = [];
  element.style.minHeight = height === 0 ? "" : `${height}px`;
}

/** How far an element is from what is seen, in CSS pixels. */
function distanceOf({ element }: Place): number {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(0, top - window.innerHeight, -bottom);
}

/** The charts of the page, each drawn when it comes near, and again whenever its room, its data or the colours change. */
export interface Charts {
  add(element: HTMLElement, dataOf: Place["dataOf"]): void;
  /** To be called when the data of what is drawn in some elements has changed. */
  update(elements: readonly Element[]): void;
  /** To be called before elements are taken out of the page. */
  remove(elements: readonly Element[]): void;
}

/** @param beforePrint is called before all charts are drawn for paper, and may still add some */
export function startCharts(beforePrint: () => void): Charts {
  const places = new Map<Element, Place>();
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const tooltip = startTooltip();
  let isPrinting = false;
  let isScheduled = false;
  const redraw = (place: Place, width: number, theme: Theme): void => {
    // What it tells of is gone.
    tooltip.hide();
    destroy(place.drawn);
    place.isDue = false;
    place.width = width;
    const next = width < 1 ? null : place.dataOf();
    place.drawn =
      next === null ? [] : drawChart(next.data, { ...next, place: place.element, width, theme, tooltip });
    place.element.style.minHeight = "";
  };
  /** Draws what is due and near, what is seen first. */
  const drawDue = (): void => {
    if (isPrinting) return;
    const waiting = Array.from(places.values())
      .filter(({ isNear, isDue }, i) => isDue && (isNear || i < drawnAhead))
      .map((place) => ({ place, distance: distanceOf(place) }))
      .toSorted((a, b) => a.distance - b.distance);
    const end = performance.now() + drawingTime;
    for (const { place } of waiting) {
      if (performance.now() > end) {
        schedule();
        return;
      }
      redraw(place, Math.floor(place.element.clientWidth), dark.matches ? darkTheme : lightTheme);
    }
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    window.requestAnimationFrame(() =>
      setTimeout(() => {
        isScheduled = false;
        drawDue();
      }, 0),
    );
  };
  const takeOffFar = (): void => {
    if (isPrinting) return;
    const others = Array.from(places.values()).slice(drawnAhead);
    const drawn = others.filter((place) => place.drawn.length > 0);
    if (drawn.length <= mostDrawn) return;
    for (const place of drawn) {
      if (place.isNear || place.element.contains(document.activeElement)) continue;
      clear(place);
      place.isDue = true;
    }
  };
  const makeDue = (some: Iterable<Place>): void => {
    for (const place of some) {
      place.isDue = true;
      if (!place.isNear) clear(place);
    }
    drawDue();
  };
  const sizes = new ResizeObserver((entries) => {
    if (isPrinting) return;
    const observed = entries.flatMap(({ target }) => places.get(target) ?? []);
    const changed = observed.filter(
      ({ width, element }) => width !== 0 && width !== Math.floor(element.clientWidth),
    );
    // Each chart that is added or drawn is observed too: nothing is to be drawn for that within the frame.
    if (changed.length > 0) makeDue(changed);
  });
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const place = places.get(target);
        if (place !== undefined) place.isNear = isIntersecting;
      }
      takeOffFar();
      schedule();
    },
    { rootMargin: near },
  );
  dark.addEventListener("change", () => makeDue(places.values()));
  // What a canvas is drawn with while printing goes to the paper as vectors.
  window.addEventListener("beforeprint", () => {
    beforePrint();
    isPrinting = true;
    for (const place of places.values()) redraw(place, paperWidth, lightTheme);
  });
  window.addEventListener("afterprint", () => {
    isPrinting = false;
    makeDue(places.values());
  });
  return {
    add(element, dataOf) {
      const place = { element, dataOf, drawn: [], width: 0, isNear: false, isDue: true };
      places.set(element, place);
      clear(place);
      nearness.observe(element);
      sizes.observe(element);
    },
    update(elements) {
      makeDue(elements.flatMap((element) => places.get(element) ?? []));
    },
    remove(elements) {
      for (const element of elements) {
        nearness.unobserve(element);
        sizes.unobserve(element);
        destroy(places.get(element)?.drawn ?? []);
        places.delete(element);
      }
    },
  };
}
