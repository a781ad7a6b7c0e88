import type uPlot from "uplot";
import type { Tip } from "../view/tip.ts";
import type { Tooltip } from "./tooltip.ts";

/** Tips by what they are of, each made once, when a pointer first comes there. */
export function tipsOf<Of>(make: (of: Of) => Tip): (of: Of) => Tip {
  const made = new Map<Of, Tip>();
  return (of) => {
    const tip = made.get(of) ?? make(of);
    made.set(of, tip);
    return tip;
  };
}

/** The thing that is nearest; null where none is nearer than `reach`. */
export function nearestTo<Of>(
  things: readonly Of[],
  distanceOf: (thing: Of) => number,
  reach = Infinity,
): Of | null {
  let nearest: Of | null = null;
  let least = reach;
  for (const thing of things) {
    const distance = distanceOf(thing);
    if (distance < least) {
      nearest = thing;
      least = distance;
    }
  }
  return nearest;
}

/**
 * Shows the tip of the place in a chart that the pointer is on.
 * @param tipAt gets CSS pixels from the chart's upper left corner, not numbers once the pointer has left it, and gives
 *   null where there is nothing
 */
export function followPointer(
  { root }: uPlot,
  tooltip: Tooltip,
  tipAt: (x: number, y: number) => Tip | null,
): void {
  root.addEventListener("mousemove", (event) => {
    const { left, top } = root.getBoundingClientRect();
    const tip = tipAt(event.clientX - left, event.clientY - top);
    if (tip === null) tooltip.hide();
    else tooltip.show(tip, event);
  });
  root.addEventListener("mouseleave", () => {
    tipAt(Number.NaN, Number.NaN);
    tooltip.hide();
  });
}

/** Something that is moved over a chart to where the pointer's number is; `null` hides it. */
export function overlay(
  { over }: uPlot,
  className: string,
): (at: { readonly x: number; readonly y: number } | null) => void {
  const mark = document.createElement("div");
  mark.className = className;
  mark.hidden = true;
  over.append(mark);
  return (at) => {
    mark.hidden = at === null;
    if (at !== null) mark.style.transform = `translate(${at.x}px, ${at.y}px)`;
  };
}
