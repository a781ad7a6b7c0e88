/** Up to this product of the sizes the null distribution is counted out; its normal limit beyond is a little cautious. */
const largestCounted = 2500;

/** Sizes of samples as one number: text would take longer than the test. */
function sizesKey(m: number, n: number): number {
  return m * 2 ** 26 + n;
}

const counted = new Map<number, Float64Array>();

/**
 * Probability of at most each U from 0 to m·n when two samples of sizes m and n come from one continuous distribution, by the
 * recursion of Mann & Whitney (1947), equation 1, over the sizes: the number of arrangements of i and j values with
 * U = u is that of (i−1, j) with u−j and of (i, j−1) with u.
 */
function cumulativeNull(m: number, n: number): Float64Array {
  const key = sizesKey(m, n);
  const known = counted.get(key);
  if (known !== undefined) return known;
  // Row j of the sizes so far; with i = 0 there is one arrangement, U = 0.
  let rows = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= m; i += 1) {
    const next = [Float64Array.of(1)];
    for (let j = 1; j <= n; j += 1) {
      const probabilities = new Float64Array(i * j + 1);
      const without = rows[j] ?? probabilities;
      const shorter = next[j - 1] ?? probabilities;
      // The largest value is of the first sample with probability i / (i + j), and then exceeds all j others.
      without.forEach((value, u) => (probabilities[u + j] = (value * i) / (i + j)));
      shorter.forEach((value, u) => (probabilities[u] = (probabilities[u] ?? 0) + (value * j) / (i + j)));
      next.push(probabilities);
    }
    rows = next;
  }
  let sum = 0;
  const cumulative = (rows[n] ?? Float64Array.of(1)).map((probability) => (sum += probability));
  counted.set(key, cumulative);
  return cumulative;
}

/** Upper tail of the standard normal distribution: Abramowitz & Stegun 7.1.26 for erfc, absolute error below 1.5e-7. */
function upperNormal(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const polynomial =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * polynomial * Math.exp((-z * z) / 2);
  return z >= 0 ? tail : 1 - tail;
}

/** Probability under the null hypothesis that U is at most `u`. */
function lowerTail(u: number, m: number, n: number): number {
  if (u < 0) return 0;
  if (m * n > largestCounted) {
    const deviation = Math.sqrt((m * n * (m + n + 1)) / 12);
    return upperNormal(((m * n) / 2 - u - 0.5) / deviation);
  }
  return cumulativeNull(m, n)[u] ?? 1;
}

/**
 * Two-sided probability of a U that lies at least as far out as `u`, a whole number: twice the smaller tail. The
 * distribution is symmetric about m·n / 2.
 */
export function twoSidedU(u: number, m: number, n: number): number {
  return Math.min(1, 2 * lowerTail(Math.min(u, m * n - u), m, n));
}

const critical = new Map<number, Map<number, number>>();

/**
 * The largest u with P(U ≤ u) ≤ `p` / 2, as tables of the two-sided test at level `p` list it: 23 for 5 % and 10
 * values each; −1 where no U is that rare.
 */
export function criticalU(p: number, m: number, n: number): number {
  const ofLevel = critical.get(p) ?? new Map<number, number>();
  critical.set(p, ofLevel);
  const key = sizesKey(m, n);
  let u = ofLevel.get(key);
  if (u === undefined) {
    u = -1;
    while (lowerTail(u + 1, m, n) <= p / 2) u += 1;
    ofLevel.set(key, u);
  }
  return u;
}
