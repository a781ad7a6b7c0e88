import type { Incomparable, Judged } from "../../analysis/comparison/comparison.ts";
import type { Coordinates } from "../../benchmarks/metric.ts";
import { coordinateWords } from "../view/coordinate_words.ts";

/** Sizes that all figures of a comparison share, or it would not be one. */
const goesWithoutSaying = new Set(["elements", "ranks", "largest"]);

function placeWords(name: string, value: string | number): string {
  return name === "region" || name === "kernel" ? String(value) : coordinateWords(name, value);
}

function places(at: Coordinates): string[] {
  const entries = Object.entries(at).filter(([name]) => !goesWithoutSaying.has(name));
  // The region first: it is what is compared, the rest says where.
  const ordered = [
    ...entries.filter(([name]) => name === "region"),
    ...entries.filter(([name]) => name !== "region"),
  ];
  return ordered.map(([name, value]) => placeWords(name, value));
}

/** `Best rate, triad`, `Dependent load, DRAM, pages: base`. */
export function figureWords({ metric, at }: Pick<Judged | Incomparable, "metric" | "at">): string {
  return [metric.label, ...places(at)].join(", ");
}
