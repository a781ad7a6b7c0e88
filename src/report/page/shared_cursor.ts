import type uPlot from "uplot";
import type { Surface } from "./surface.ts";

/**
 * A cursor that moves those of the other charts of its group that have the same x axis to the same x.
 * @param axis names what is on the x axis
 * @param nearest is the x that it jumps to from an x
 */
export function sharedCursor(
  { group }: Surface,
  axis: string,
  nearest: (x: number) => number = (x) => x,
): uPlot.Cursor {
  const none = (): null => null;
  return {
    show: true,
    x: true,
    y: false,
    points: { show: false },
    drag: { x: false, y: false, setScale: false },
    // There is nothing to drag and nothing to zoom back from.
    bind: { mousedown: none, mouseup: none, dblclick: none },
    sync: { key: `${group} ${axis}`, scales: ["x", null] },
    move: (chart, left, top) =>
      left < 0 ? [left, top] : [chart.valToPos(nearest(chart.posToVal(left, "x")), "x"), top],
  };
}
