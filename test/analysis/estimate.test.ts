import { describe, expect, test } from "bun:test";
import { estimate } from "../../src/analysis/estimate.ts";
import { seededRandom } from "../benchmarks/formats/broken_output.ts";

test("an estimate leaves the values as they were given", () => {
  const values = [3, 1, 2];
  estimate(values);
  expect(values).toEqual([3, 1, 2]);
});

test("an estimate of nothing is an error", () => {
  expect(() => estimate([])).toThrow(RangeError);
});

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

describe("the interval", () => {
  // Ranks and coverage in percent as tables of distribution-free intervals of the median have them for 95 %.
  const published: readonly (readonly [count: number, low: number, high: number, coverage: number])[] = [
    [6, 1, 6, 96.88],
    [7, 1, 7, 98.44],
    [8, 1, 8, 99.22],
    [9, 2, 8, 96.09],
    [10, 2, 9, 97.85],
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
  ];
  test.each(published)("of %d samples runs from rank %d to rank %d, which covers %d %%", (...row) => {
    const [count, low, high, coverage] = row;
    expect(estimate(ranks(count))).toEqual({ median: (count + 1) / 2, low, high });
    expect(100 - (200 * Number(tail(count, low - 1))) / 2 ** count).toBeCloseTo(coverage, 2);
  });

  test("is the whole range below six samples", () => {
    expect(estimate([7])).toEqual({ median: 7, low: 7, high: 7 });
    for (const count of [2, 3, 4, 5])
      expect(estimate(ranks(count))).toEqual({ median: (count + 1) / 2, low: 1, high: count });
  });

  test("is the narrowest that covers 95 %, also where ½ⁿ is no longer a number", () => {
    const counts = [...Array.from({ length: 195 }, (_, index) => index + 6), 1074, 1075, 1076, 5000];
    for (const count of counts) {
      const { low, high } = estimate(ranks(count));
      const all = 2n ** BigInt(count);
      expect({ count, mirrored: low + high }).toEqual({ count, mirrored: count + 1 });
      expect({ count, covers: 40n * tail(count, low - 1) <= all }).toEqual({ count, covers: true });
      expect({ count, narrower: 40n * tail(count, low) <= all }).toEqual({ count, narrower: false });
    }
  });

  test("of equal samples is that value", () => {
    expect(estimate(Array.from({ length: 10 }, () => 0.1))).toEqual({ median: 0.1, low: 0.1, high: 0.1 });
  });

  test("encloses the median and is finite, whatever the number of samples", () => {
    const random = seededRandom(1);
    for (let count = 1; count <= 40; count += 1) {
      const values = Array.from({ length: count }, () => random() * 10 ** (random() * 18 - 9));
      const { low, median: middle, high } = estimate(values);
      expect([low, middle, high].every(Number.isFinite)).toBe(true);
      expect(low).toBeLessThanOrEqual(middle);
      expect(middle).toBeLessThanOrEqual(high);
    }
  });
});
