import { criticalT } from "../statistics/student_t.ts";
import type { Shift } from "../statistics/shift.ts";

/** What is said of a figure when its interval is all there is to go by. */
export type Verdict =
  /** The interval excludes 1, the change exceeds the threshold, and chance is ruled out among all figures looked at. */
  | { readonly is: "better" | "worse" }
  /** The whole interval lies within the threshold. */
  | { readonly is: "same" }
  | {
      readonly is: "undecided";
      /**
       * `wide`: the interval holds 1 and more than the threshold. `small`: it excludes 1, but the change may be below the
       * threshold or above. `chance`: by itself it would be better or worse, but among so many figures one like it is
       * to be expected.
       */
      readonly because: "wide" | "small" | "chance";
      readonly further: Further | null;
    };

/** What would decide, if the noise stays as it is and the ratio is what it seems to be. */
export interface Further {
  readonly of: "rounds" | "runs";
  /** More of them, on each side. */
  readonly count: number;
}

/** Ratios are told from 1, and discoveries from chance, at this level. */
export const level = 0.05;

/** How the interval of a figure was come by. */
export interface Evidence {
  readonly shift: Shift;
  /** Rounds, or runs, of the side that has fewer. */
  readonly count: number;
  readonly of: "rounds" | "runs";
}

/** More than this is no advice. */
const mostFurther: Readonly<Record<Further["of"], number>> = { rounds: 1000, runs: 100 };

/** How many would make the interval at level `p` so narrow on each side of its middle; infinite if none does. */
function countFor({ shift, count: now, of }: Evidence, narrow: number, p: number): number {
  const half = (count: number): number => {
    const degreesOfFreedom = of === "runs" ? 2 * (count - 1) : Infinity;
    return shift.standardError * Math.sqrt(now / count) * criticalT(p, degreesOfFreedom);
  };
  // Of rounds the critical value is the same for any number, so the number follows from it.
  if (of === "rounds") return now * (half(now) / narrow) ** 2;
  for (let count = Math.max(2, now + 1); count <= now + mostFurther.runs; count += 1)
    if (half(count) < narrow) return count;
  return Infinity;
}

/**
 * How many more would decide: narrow enough to exclude 1 for the only discovery among `figures`, or to lie within the
 * threshold. Null where neither is in reach.
 */
function furtherOf(evidence: Evidence, limit: number, figures: number): Further | null {
  const size = Math.abs(evidence.shift.estimate);
  const needed =
    size > limit ? countFor(evidence, size, level / figures) : countFor(evidence, limit - size, level);
  const further = Math.max(1, Math.ceil(needed) - evidence.count);
  return further <= mostFurther[evidence.of] ? { of: evidence.of, count: further } : null;
}

/**
 * The verdict on a figure.
 *
 * @param isDiscovery whether its p-value passed the control of false discoveries over all `figures`
 * @param threshold share by which a change must exceed 1 to matter, e.g. 0.01
 */
export function verdictOf(
  evidence: Evidence,
  isDiscovery: boolean,
  threshold: number,
  figures: number,
): Verdict {
  const { low, high, estimate } = evidence.shift;
  const limit = Math.log1p(threshold);
  if (low >= -limit && high <= limit) return { is: "same" };
  const excludesNone = low <= 0 && high >= 0;
  if (!excludesNone && isDiscovery && Math.abs(estimate) > limit)
    return { is: estimate > 0 ? "better" : "worse" };
  const because = excludesNone ? "wide" : Math.abs(estimate) > limit ? "chance" : "small";
  return { is: "undecided", because, further: furtherOf(evidence, limit, figures) };
}
