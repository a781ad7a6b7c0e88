/**
 * Logarithm of the gamma function of a positive number, by Lanczos' approximation with g = 7 and nine terms
 * (coefficients of P. Godfrey); its relative error is below 1e-13.
 */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(x: number): number {
  const base = x + 6.5;
  const series = lanczos.reduce((sum, term, i) => sum + (i === 0 ? term : term / (x + i - 1)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}

/**
 * Continued fraction of the incomplete beta function by Lentz's method; it converges within some dozens of steps for
 * x < (a + 1) / (a + b + 2).
 */
function betaFraction(x: number, a: number, b: number): number {
  const smallest = 1e-300;
  const nonZero = (value: number): number => (Math.abs(value) < smallest ? smallest : value);
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

/** Regularized incomplete beta function I_x(a, b) (DLMF 8.17.22, with 8.17.4 for the upper half). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logarithm = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return x < (a + 1) / (a + b + 2)
    ? (Math.exp(logarithm) * betaFraction(x, a, b)) / a
    : 1 - (Math.exp(logarithm) * betaFraction(1 - x, b, a)) / b;
}

/** So many degrees of freedom are as good as infinitely many: the distribution is the normal one. */
const asGoodAsNormal = 1e8;

/**
 * Probability that |t| of Student's distribution is at least `t`; degrees of freedom need not be whole, and may be
 * infinite (Abramowitz & Stegun 26.7.1 and 26.5.27).
 */
export function twoSidedT(t: number, degrees: number): number {
  const degreesOfFreedom = Math.min(degrees, asGoodAsNormal);
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

const criticalValues = new Map<number, Map<number, number>>();

/** The value that |t| exceeds with probability `p`: 12.706 for 0.05 and one degree of freedom. */
export function criticalT(p: number, degreesOfFreedom: number): number {
  if (Number.isFinite(degreesOfFreedom) && !Number.isInteger(degreesOfFreedom))
    return searchCriticalT(p, degreesOfFreedom);
  const ofLevel = criticalValues.get(p) ?? new Map<number, number>();
  criticalValues.set(p, ofLevel);
  const critical = ofLevel.get(degreesOfFreedom) ?? searchCriticalT(p, degreesOfFreedom);
  ofLevel.set(degreesOfFreedom, critical);
  return critical;
}

function searchCriticalT(p: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = 1;
  while (twoSidedT(high, degreesOfFreedom) > p) high *= 2;
  // The last of a double's 52 bits, whatever the first bracket was.
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (twoSidedT(middle, degreesOfFreedom) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
