import { criticalU, twoSidedU } from "./mann_whitney.ts";
import { momentsOf } from "./location.ts";
import { criticalT, twoSidedT } from "./student_t.ts";

/** How far one set of values lies above another, and how sure that is. */
export interface Shift {
  readonly estimate: number;
  /** Ends of the 95 % interval; infinite where there are too few values for one. */
  readonly low: number;
  readonly high: number;
  /** Probability of a shift at least this large if there were none. */
  readonly p: number;
  /** Of the estimate; of rounds, what a normal interval of that width would have. */
  readonly standardError: number;
}

const level = 0.05;
const normalCritical = criticalT(level, Infinity);

/** Where differences are sorted, one pair of runs after the other: made anew it would be most of the memory used. */
let room = new Float64Array(1024);

/** All differences of a value of `b` and one of `a`, ascending; good until the next call. */
function differences(a: readonly number[], b: readonly number[]): Float64Array {
  const count = a.length * b.length;
  if (room.length < count) room = new Float64Array(2 * count);
  let i = 0;
  for (const value of b) for (const other of a) room[i++] = value - other;
  // oxlint-disable-next-line no-array-sort -- in place is the point
  return room.subarray(0, count).sort();
}

function middleOf(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? NaN)) / 2;
}

/** Mann & Whitney's U of b against a + shift: differences above the shift, half of those equal to it counted. */
function uAt(sorted: Float64Array, shift: number): number {
  const below = firstAtLeast(sorted, shift);
  let equal = 0;
  while (sorted[below + equal] === shift) equal += 1;
  return sorted.length - below - equal / 2;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Shift between the rounds of two runs: the estimate of Hodges & Lehmann (the median of all differences), the interval
 * of Moses, and the exact two-sided test of Mann & Whitney, which assume nothing of the shape of the noise but that
 * both runs have the same (Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, 3rd ed., sections 4.1–4.3).
 *
 * Rounds that resemble the one before are worth fewer than they are: the interval is drawn apart about the estimate by
 * `widening`, and p is that of the shift which, so widened, would just reach to zero. How much they resemble one another
 * is itself uncertain, which counts far out: p is at least that of Student's t for as many rounds as they are worth.
 */
export function shiftOfRounds(a: readonly number[], b: readonly number[], widening: number): Shift {
  const sorted = differences(a, b);
  const estimate = middleOf(sorted);
  const u = criticalU(level, a.length, b.length);
  const low = u < 0 ? -Infinity : (sorted[u] ?? -Infinity);
  const high = u < 0 ? Infinity : (sorted[sorted.length - 1 - u] ?? Infinity);
  const nearest = uAt(sorted, estimate * (1 - 1 / widening));
  const further = Math.min(nearest, sorted.length - nearest);
  const p = twoSidedU(Math.floor(further + 0.5), a.length, b.length);
  const standardError = (widening * (high - low)) / (2 * normalCritical);
  const worth = (a.length + b.length) / widening ** 2;
  return {
    estimate,
    low: estimate - widening * (estimate - low),
    high: estimate + widening * (high - estimate),
    standardError,
    p: widening > 1 ? Math.max(p, pOfT(estimate, standardError, Math.max(1, worth - 2))) : p,
  };
}

/**
 * Shift between the mean medians of several runs by Welch's test: both sides may vary from run to run as they like, as
 * an unpinned guest and a pinned one do. The degrees of freedom are Welch's own estimate, V² / Σ (vᵢ² / (nᵢ + 1)) − 2
 * with vᵢ = sᵢ²/nᵢ and V = Σ vᵢ (Biometrika 34, 28–35, 1947), which suits few runs better than Satterthwaite's, within
 * the bounds of any: those of the side with fewer runs, and those of both.
 */
export function shiftOfRuns(a: readonly number[], b: readonly number[]): Shift {
  const [one, other] = [momentsOf(a), momentsOf(b)];
  const [share, otherShare] = [one.variance / a.length, other.variance / b.length];
  const fewest = Math.min(a.length, b.length) - 1;
  const variance = share + otherShare;
  const welch = variance ** 2 / (share ** 2 / (a.length + 1) + otherShare ** 2 / (b.length + 1)) - 2;
  return studentShift(
    other.mean - one.mean,
    Math.sqrt(variance),
    Number.isNaN(welch) ? fewest : Math.min(a.length + b.length - 2, Math.max(fewest, welch)),
  );
}

function pOfT(estimate: number, standardError: number, degreesOfFreedom: number): number {
  if (standardError > 0) return twoSidedT(estimate / standardError, degreesOfFreedom);
  return estimate === 0 ? 1 : 0;
}

/** A shift whose standard error is known with so many degrees of freedom. */
export function studentShift(estimate: number, standardError: number, degreesOfFreedom: number): Shift {
  const half = criticalT(level, degreesOfFreedom) * standardError;
  const p = pOfT(estimate, standardError, degreesOfFreedom);
  return { estimate, low: estimate - half, high: estimate + half, p, standardError };
}

/** A shift of which both of two views have to be convinced: the larger p, and the interval that has both theirs. */
export function moreCautious(shift: Shift, other: Shift): Shift {
  return {
    estimate: shift.estimate,
    low: Math.min(shift.low, other.low),
    high: Math.max(shift.high, other.high),
    p: Math.max(shift.p, other.p),
    standardError: Math.max(shift.standardError, other.standardError),
  };
}
