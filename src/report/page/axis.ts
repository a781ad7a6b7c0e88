import type uPlot from "uplot";
import { font } from "./canvas.ts";
import type { Theme } from "./theme.ts";

const plain = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });

export function tickText(value: number): string {
  return plain.format(value);
}

/** The look that all axes share. */
export function quietAxis({ muted, line }: Theme): uPlot.Axis {
  return {
    font,
    stroke: muted,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
    gap: 6,
  };
}

/** 1, 2 and 5 of each decade between two positive limits; the ones alone where the decades are many. */
export function decadeTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const steps = last - first > 5 ? [1] : [1, 2, 5];
  const decades = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  return decades
    .flatMap((decade) => steps.map((step) => Number((step * decade).toPrecision(1))))
    .filter((tick) => tick >= low && tick <= high);
}

/** Powers of two between two positive limits, as many as fit without crowding. */
export function binaryTicks(low: number, high: number, most: number): number[] {
  const first = Math.ceil(Math.log2(low));
  const last = Math.floor(Math.log2(high));
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)));
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => 2 ** (first + i * step));
}
