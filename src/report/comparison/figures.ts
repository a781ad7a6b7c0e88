import type { Comparison, Judged } from "../../analysis/comparison/comparison.ts";
import type { Verdict } from "../../analysis/comparison/verdict.ts";
import { formatNumber, formatPlural } from "../../number_format.ts";
import { verdictSigns } from "./ratio_words.ts";

/** What a person decides from first. */
const order: readonly Verdict["is"][] = ["worse", "better", "undecided", "same"];

/** Figures and regions, the ones to act on first; the points of curves are summed up by their regions. */
export function mainFigures({ judged }: Comparison): Judged[] {
  return judged
    .filter(({ kind }) => kind !== "point")
    .toSorted((a, b) => order.indexOf(a.verdict.is) - order.indexOf(b.verdict.is));
}

/** `▲ 14 better`, in the order in which figures are listed, those that there are none of left out. */
function counts(
  judged: readonly Judged[],
  words: (verdict: Verdict["is"], count: number) => string,
): string[] {
  return order.flatMap((verdict) => {
    const count = judged.filter((figure) => figure.verdict.is === verdict).length;
    return count === 0 ? [] : words(verdict, count);
  });
}

/** `14 better, 1 worse, 9 same within ±1 %, 5 undecided; 2 cannot be compared`. */
export function verdictCounts(comparison: Comparison): string {
  const { threshold, incomparable } = comparison;
  const judged = counts(mainFigures(comparison), (verdict, count) => {
    const within = verdict === "same" ? ` within ±${Number((100 * threshold).toPrecision(3))} %` : "";
    return `${count} ${verdict}${within}`;
  });
  const rest =
    incomparable.length === 0 ? [] : [`${formatPlural(incomparable.length, "figure")} not comparable`];
  return [...judged, ...rest].join(", ") || "nothing was compared";
}

/** `Points of the curves: 12 better, 24 same`; nothing without curves. */
export function pointCounts({ judged }: Comparison): string[] {
  const points = judged.filter(({ kind }) => kind === "point");
  if (points.length === 0) return [];
  return [`Points of the curves: ${counts(points, (verdict, count) => `${count} ${verdict}`).join(", ")}.`];
}

/** `164,300 → 227,100 MB/s`. */
export function valuesWords({ base, candidate, metric }: Judged): string {
  return `${formatNumber(base)} → ${formatNumber(candidate)} ${metric.unit}`;
}

export function signOf({ verdict }: Pick<Judged, "verdict">): string {
  return verdictSigns[verdict.is];
}

/** How far boots or runs of one configuration lie apart in this figure, where that is known: `boots ±0.430 %`. */
export function runToRunWords({ runToRun }: Judged): string {
  return runToRun === null ? "" : `${runToRun.of}s ±${formatNumber(100 * runToRun.deviation)} %`;
}
