/** Rounds below which a series says next to nothing of how long a disturbance lasts. */
const fewestRounds = 6;

/** Beyond this, ten rounds are worth hardly more than one. */
const largest = 0.9;

/**
 * How much a round resembles the one before, as the lag-1 autocorrelation of the noise, pooled over series: how long a
 * disturbance lasts is a property of the machine's surroundings, and ten rounds of one series alone cannot tell it.
 *
 * With r = Σ dₜ·dₜ₊₁ / Σ dₜ² of the deviations from a series's mean, E(r) is −1/n for any exchangeable noise, and
 * ρ − (1 + 4ρ)/n for autoregressive noise to the order 1/n (Kendall 1954); this is solved for ρ, each series weighing
 * n − 4. Never below zero: fewer rounds than there are is the only error that is guarded against.
 *
 * @param series each in the order of its rounds, all of one run or boot
 */
export function persistence(series: Iterable<readonly number[]>): number {
  let numerator = 0;
  let denominator = 0;
  for (const values of series) {
    const n = values.length;
    if (n < fewestRounds) continue;
    // Counted from the first value: rounding would leave equal ones deviations that all look alike.
    const [first = 0] = values;
    let mean = 0;
    for (const value of values) mean += (value - first) / n;
    let squares = 0;
    let products = 0;
    let before = 0;
    for (const value of values) {
      const deviation = value - first - mean;
      squares += deviation * deviation;
      products += deviation * before;
      before = deviation;
    }
    if (squares === 0) continue;
    numerator += (n * products) / squares + 1;
    denominator += n - 4;
  }
  return denominator === 0 ? 0 : Math.min(largest, Math.max(0, numerator / denominator));
}

/**
 * Factor by which an interval from `n` rounds that are taken for independent is too narrow when their lag-1
 * autocorrelation is `rho` (autoregressive of the first order): the variance of their mean is
 * V = 1 + 2·Σ (1 − j/n)·ρʲ times that of independent ones, and the variance seen among them falls short by
 * 1 − (V − 1)/(n − 1) (Law, Simulation Modeling and Analysis, section 4.4).
 */
export function widening(rho: number, n: number): number {
  if (rho === 0 || n < 2) return 1;
  let inflation = 1;
  let power = 1;
  for (let j = 1; j < n; j += 1) {
    power *= rho;
    inflation += 2 * (1 - j / n) * power;
  }
  return Math.sqrt(inflation / (1 - (inflation - 1) / (n - 1)));
}
