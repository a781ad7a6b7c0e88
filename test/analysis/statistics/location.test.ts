import { describe, expect, test } from "bun:test";
import { meanOfRuns, medianInterval, momentsOf } from "../../../src/analysis/statistics/location.ts";
import { seededRandom } from "../../report/seeded_random.ts";
import { normalNoise } from "./noise.ts";

/** The values 1 … n in a mixed order, so that each value is its own rank. */
function ranks(count: number): number[] {
  const random = seededRandom(count);
  return Array.from({ length: count }, (_, index) => ({ rank: index + 1, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ rank }) => rank);
}

/** 2ⁿ · P(X ≤ most) for X binomial(n, ½), exactly. */
function tail(count: number, most: number): bigint {
  let choices = 1n;
  let sum = 0n;
  for (let k = 0; k <= most; k += 1) {
    sum += choices;
    choices = (choices * BigInt(count - k)) / BigInt(k + 1);
  }
  return sum;
}

describe("the interval of the median", () => {
  // Hettmansperger & Sheather's formula by hand; the ends of the values 1 … n are the ranks that it lies between.
  test("of ten lies between the second and the third smallest, and the mirror image of that", () => {
    // γ₂ = 1 − 2·11/1024 = 0.978516 and γ₃ = 1 − 2·56/1024 = 0.890625; I = 0.028516 / 0.087891 = 0.32444;
    // λ = 8·I / (2 + 6·I) = 0.65765.
    const { median, low, high } = medianInterval(ranks(10), 1);
    expect(median).toBe(5.5);
    expect(low).toBeCloseTo(2.65765, 4);
    expect(high).toBeCloseTo(8.34235, 4);
  });

  test("of six lies within the smallest and the largest", () => {
    // γ₁ = 1 − 2/64 = 0.96875 and γ₂ = 1 − 2·7/64 = 0.78125; I = 0.01875 / 0.1875 = 0.1; λ = 5·I / (1 + 4·I) = 5/14.
    const { low, high } = medianInterval(ranks(6), 1);
    expect(low).toBeCloseTo(1 + 5 / 14, 10);
    expect(high).toBeCloseTo(6 - 5 / 14, 10);
  });

  test("of eight lies close to the second smallest and the second largest", () => {
    // γ₁ = 1 − 2/256 = 0.9921875 and γ₂ = 1 − 2·9/256 = 0.9296875; I = 0.675; λ = 7·I / (1 + 6·I) = 4.725 / 5.05.
    const { low, high } = medianInterval(ranks(8), 1);
    expect(low).toBeCloseTo(1 + 4.725 / 5.05, 10);
    expect(high).toBeCloseTo(8 - 4.725 / 5.05, 10);
  });

  // Ranks as tables of distribution-free intervals of the median have them for at least 95 %, and the coverage in
  // percent: the interpolated interval is of exactly 95 %, a little narrower, and wider than the next pair of ranks.
  test.each([
    [7, 1, 7, 98.44],
    [9, 2, 8, 96.09],
    [11, 2, 10, 98.83],
    [12, 3, 10, 96.14],
    [13, 3, 11, 97.75],
    [14, 3, 12, 98.71],
    [15, 4, 12, 96.48],
    [16, 4, 13, 97.87],
    [17, 5, 13, 95.1],
    [18, 5, 14, 96.91],
    [19, 5, 15, 98.08],
    [20, 6, 15, 95.86],
    [25, 8, 18, 95.67],
    [30, 10, 21, 95.72],
    [100, 40, 61, 96.48],
  ])("of %d lies within ranks %d and %d, which cover %d %%", (count, outerLow, outerHigh, coverage) => {
    expect(100 - (200 * Number(tail(count, outerLow - 1))) / 2 ** count).toBeCloseTo(coverage, 2);
    const { median, low, high } = medianInterval(ranks(count), 1);
    expect(median).toBe((count + 1) / 2);
    expect([Math.floor(low), Math.ceil(high)]).toEqual([outerLow, outerHigh]);
    expect(low + high).toBeCloseTo(count + 1, 10);
  });

  test("lies between the ranks on both sides of 95 %, also where ½ⁿ is no longer a number", () => {
    const counts = [...Array.from({ length: 95 }, (_, index) => index + 6), 1074, 1075, 1076, 2000, 5000];
    for (const count of counts) {
      const { low, high } = medianInterval(ranks(count), 1);
      const outer = Math.floor(low);
      const all = 2n ** BigInt(count);
      expect({ count, covers: 40n * tail(count, outer - 1) <= all }).toEqual({ count, covers: true });
      expect({ count, narrower: 40n * tail(count, outer) <= all }).toEqual({ count, narrower: false });
      expect(low + high).toBeCloseTo(count + 1, 8);
    }
  });

  test("is the whole range below six values", () => {
    expect(medianInterval([7], 1)).toEqual({ median: 7, low: 7, high: 7 });
    for (const count of [2, 3, 4, 5])
      expect(medianInterval(ranks(count), 1)).toEqual({ median: (count + 1) / 2, low: 1, high: count });
  });

  test("does not ask for the order, and leaves it as it was given", () => {
    const values = [30, 1, 200, 4, -7, 2, 90, 8, 11, 5];
    const given = [...values];
    const found = medianInterval(values, 1.3);
    expect(values).toEqual(given);
    expect(medianInterval(values.toReversed(), 1.3)).toEqual(found);
    expect(
      medianInterval(
        values.toSorted((a, b) => a - b),
        1.3,
      ),
    ).toEqual(found);
  });

  test("is drawn apart about the median by the widening", () => {
    const values = [1, 2, 3, 4, 5, 8, 20, 30, 70, 100];
    const { median, low, high } = medianInterval(values, 1);
    expect(high - median).toBeGreaterThan(median - low);
    const wide = medianInterval(values, 1.7);
    expect(wide.median).toBe(median);
    expect(wide.low).toBeCloseTo(median - 1.7 * (median - low), 10);
    expect(wide.high).toBeCloseTo(median + 1.7 * (high - median), 10);
  });

  test("of equal values is that value, however wide", () => {
    for (const value of [0.1, 0.81, 1 / 3, 0, -5.3])
      for (const count of [1, 5, 6, 10, 33])
        for (const widening of [1, 1.778])
          expect(medianInterval(Array<number>(count).fill(value), widening)).toEqual({
            median: value,
            low: value,
            high: value,
          });
  });

  test("encloses the median and is finite, whatever the number of values", () => {
    const random = seededRandom(1);
    for (let count = 1; count <= 40; count += 1) {
      const values = Array.from({ length: count }, () => random() * 10 ** (random() * 18 - 9));
      const { low, median, high } = medianInterval(values, 1);
      expect([low, median, high].every(Number.isFinite)).toBe(true);
      expect(low).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(high);
    }
  });

  // What Hettmansperger & Sheather (1986) found: the coverage hardly depends on the shape.
  describe("covers what the values are of in 95 of 100 cases", () => {
    const random = seededRandom(5);
    const exponential = (): number => -Math.log(1 - random());
    test.each([
      ["normal", normalNoise(6), 0],
      ["uniform", random, 0.5],
      ["exponential", exponential, Math.LN2],
      ["double exponential", () => (random() < 0.5 ? -1 : 1) * exponential(), 0],
    ] as const)("of a %s distribution", (_, draw, middle) => {
      for (const count of [6, 10, 15]) {
        const cases = Array.from({ length: 6000 }, () =>
          medianInterval(Array.from({ length: count }, draw), 1),
        );
        const covering = cases.filter(({ low, high }) => low <= middle && middle <= high).length;
        expect(Math.abs(covering / 6000 - 0.95)).toBeLessThan(0.012);
      }
    });
  });

  test("of nothing is an error", () => {
    expect(() => medianInterval([], 1)).toThrow(RangeError);
  });
});

describe("the mean of runs", () => {
  test("has Student's interval: his own example", () => {
    // Student (1908), Biometrika 6, 1–25: additional hours of sleep by one drug over another. As R 4 prints it,
    // t.test(extra ~ group, data = sleep, paired = TRUE): mean 1.58, interval 0.7001142 to 2.4598858.
    const { median, low, high } = meanOfRuns([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
    expect(median).toBeCloseTo(1.58, 10);
    expect(low).toBeCloseTo(0.7001142, 6);
    expect(high).toBeCloseTo(2.4598858, 6);
  });

  test("of two lies 12.706 times half their difference about their mean", () => {
    const { median, low, high } = meanOfRuns([4, 6]);
    expect(median).toBe(5);
    expect(low).toBeCloseTo(5 - 12.706, 3);
    expect(high).toBeCloseTo(5 + 12.706, 3);
  });

  test("of equal ones is that value", () => {
    for (const value of [0.1, 0.81, 1234.56])
      for (const count of [2, 3, 7])
        expect(meanOfRuns(Array<number>(count).fill(value))).toEqual({
          median: value,
          low: value,
          high: value,
        });
  });
});

describe("the moments", () => {
  test("are the mean and the unbiased variance", () => {
    expect(momentsOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, variance: 32 / 7 });
    expect(momentsOf([3])).toEqual({ mean: 3, variance: 0 });
  });

  // NIST Statistical Reference Datasets, univariate, NumAcc2 and NumAcc3: certified standard deviation 0.1.
  test.each([1.2, 1_000_000.2])("are exact of values close to %d", (middle) => {
    const values = [middle, ...Array.from({ length: 1000 }, (_, i) => middle + (i % 2 === 0 ? -0.1 : 0.1))];
    const { mean, variance } = momentsOf(values);
    expect(mean).toBeCloseTo(middle, 9);
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 8);
  });

  test("of equal values have no variance, whatever rounding leaves of them", () => {
    for (const value of [0.1, 0.81, 1 / 3, 3.3, 1234.56])
      for (const count of [2, 3, 7, 10, 20])
        expect(momentsOf(Array<number>(count).fill(value))).toEqual({ mean: value, variance: 0 });
  });
});
