import { medianOf } from "../benchmarks/statistics.ts";

/** The middle of a set of samples and how well it is known. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Number of samples to leave out at each end so that what remains spans the median with at least 95 % certainty;
 * 0 where even the whole range does not (fewer than six samples).
 *
 * The number of independent samples below the median is binomial(n, ½), so the interval from the (k+1)-th smallest
 * to the (k+1)-th largest covers it with probability 1 − 2·P(X ≤ k), whatever the distribution
 * (David & Nagaraja, Order Statistics, 3rd ed., section 7.1).
 */
function trimmedAtEachEnd(count: number): number {
  // The probability's logarithm, since ½ⁿ itself is zero in a double from n = 1075 on.
  let logarithm = -count * Math.LN2;
  let tail = Math.exp(logarithm);
  let trimmed = 0;
  while (tail <= 0.025) {
    trimmed += 1;
    logarithm += Math.log((count - trimmed + 1) / trimmed);
    tail += Math.exp(logarithm);
  }
  return Math.max(0, trimmed - 1);
}

/**
 * Median with a distribution-free interval from order statistics: at least 95 % for six samples and more (97.9 % for
 * ten: the second smallest to the second largest), the whole range below that.
 * @throws RangeError on an empty list.
 */
export function estimate(values: readonly number[]): Estimate {
  const sorted = values.toSorted((a, b) => a - b);
  const trimmed = trimmedAtEachEnd(sorted.length);
  const middle = medianOf(sorted);
  return {
    median: middle,
    low: sorted[trimmed] ?? middle,
    high: sorted[sorted.length - 1 - trimmed] ?? middle,
  };
}
