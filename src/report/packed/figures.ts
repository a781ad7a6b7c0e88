import type { Beside } from "../view/member.ts";
import { verdicts } from "./packed_group.ts";

/** A number of the table on top as a row of that table carries it. */
export interface RowFigure {
  readonly median: number;
  /** Beside the baseline, above 1 is better; null where it was not compared. */
  readonly ratio: number | null;
  readonly verdict: Beside["is"] | null;
}

/** All digits that a number has for sure: 0.823 for the 0.8230000000000001 that halving a sum gives. */
function exact(value: number): number {
  return Number(value.toPrecision(15));
}

/** Numbers of a row as JSON without quotes: 0 where there is none, `[median]`, or `[median,ratio,verdict]`. */
export function packFigures(
  figures: readonly ({
    readonly median: number;
    readonly ratio: number | null;
    readonly beside: Pick<Beside, "is"> | null;
  } | null)[],
): string {
  return JSON.stringify(
    figures.map((figure) => {
      if (figure === null) return 0;
      const { median, ratio, beside } = figure;
      // A ratio is an estimate; the median is what was measured.
      return beside === null || ratio === null
        ? [exact(median)]
        : [exact(median), Number(ratio.toPrecision(6)), verdicts.indexOf(beside.is)];
    }),
  );
}

export function unpackFigures(packed: string): (RowFigure | null)[] {
  const figures: readonly (0 | readonly [number, number?, number?])[] = JSON.parse(packed);
  return figures.map((figure) => {
    if (figure === 0) return null;
    const [median, ratio = null, verdict = null] = figure;
    return { median, ratio, verdict: verdict === null ? null : (verdicts[verdict] ?? null) };
  });
}
