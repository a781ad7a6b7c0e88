import { criticalT } from "./student_t.ts";

/** The middle of a set of samples and the interval that covers what they are samples of with 95 % certainty. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const confidence = 0.95;

/** Coverage of the interval from the d-th smallest to the d-th largest of n values, for d = 1, 2, … */
function* coverages(n: number): Generator<number> {
  // The probability's logarithm, since ½ⁿ itself is zero in a double from n = 1075 on.
  let logarithm = -n * Math.LN2;
  let tail = Math.exp(logarithm);
  for (let d = 1; d <= n / 2; d += 1) {
    yield 1 - 2 * tail;
    logarithm += Math.log((n - d + 1) / d);
    tail += Math.exp(logarithm);
  }
}

/** How the interval for the median lies between order statistics: `weight` of the inner ones, the rest of the outer. */
interface Place {
  /** Rank of the outer ones, from 1. */
  readonly rank: number;
  readonly weight: number;
}

const places = new Map<number, Place>();

/**
 * Where the 95 % interval of n values ends. With γ the coverages of the two pairs of order statistics on both sides of
 * 95 %, I = (γ_d − 0.95) / (γ_d − γ_(d+1)) and λ = (n − d)·I / (d + (n − 2d)·I), the ends are (1 − λ)·x_(d) + λ·x_(d+1)
 * and its mirror image (Hettmansperger & Sheather 1986, Statistics & Probability Letters 4, 75–79): nearly 95 % for
 * distributions of any shape. The whole range below six values, where even that covers less.
 */
function placeOf(n: number): Place {
  const known = places.get(n);
  if (known !== undefined) return known;
  let place: Place = { rank: 1, weight: 0 };
  let outer = 0;
  let d = 0;
  for (const coverage of coverages(n)) {
    if (coverage < confidence) {
      if (d === 0) break;
      const between = (outer - confidence) / (outer - coverage);
      place = { rank: d, weight: ((n - d) * between) / (d + (n - 2 * d) * between) };
      break;
    }
    outer = coverage;
    d += 1;
  }
  places.set(n, place);
  return place;
}

/**
 * Median of the rounds of one run with its interval, drawn apart about it by `widening`.
 * @throws RangeError on an empty list.
 */
export function medianInterval(values: readonly number[], widening: number): Estimate {
  // oxlint-disable-next-line no-array-sort -- nobody else has these
  const sorted = new Float64Array(values).sort();
  const n = sorted.length;
  const [lower, upper] = [sorted[(n - 1) >> 1], sorted[n >> 1]];
  if (lower === undefined || upper === undefined) throw new RangeError("the median of nothing");
  const median = (lower + upper) / 2;
  const { rank, weight } = placeOf(n);
  const at = (index: number): number => sorted[index] ?? median;
  const low = (1 - weight) * at(rank - 1) + weight * at(rank);
  const high = (1 - weight) * at(n - rank) + weight * at(n - rank - 1);
  return {
    median,
    low: median - widening * (median - low),
    high: median + widening * (high - median),
  };
}

/**
 * Mean of the medians of several runs with Student's interval over the runs: each run counts alike, and what differs
 * between them alone says how far the next may lie.
 */
export function meanOfRuns(medians: readonly number[]): Estimate {
  const { mean, variance } = momentsOf(medians);
  const half = criticalT(1 - confidence, medians.length - 1) * Math.sqrt(variance / medians.length);
  return { median: mean, low: mean - half, high: mean + half };
}

/** Mean and unbiased variance; the variance of one value, or of equal ones, is zero. */
export function momentsOf(values: readonly number[]): { readonly mean: number; readonly variance: number } {
  // Counted from the first value: rounding would leave equal ones a variance.
  const [first = 0] = values;
  const mean = first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: values.length < 2 ? 0 : squares / (values.length - 1) };
}
