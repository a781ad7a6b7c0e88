import { describe, expect, test } from "bun:test";
import { adjustedPs } from "../../../src/analysis/statistics/benjamini_hochberg.ts";
import { seededRandom } from "../../report/seeded_random.ts";

// Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300, their example: thrombolysis in
// myocardial infarction, 15 hypotheses, of which the procedure rejects four at 5 % and Bonferroni's three.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
];

describe("the example of Benjamini and Hochberg", () => {
  test("has four discoveries at 5 %", () => {
    expect(adjustedPs(published).map((p) => p <= 0.05)).toEqual(published.map((_, i) => i < 4));
  });

  test("has none of them for being the first: any order gives each its own", () => {
    const random = seededRandom(1995);
    const order = published.map((_, i) => ({ i, key: random() })).toSorted((a, b) => a.key - b.key);
    const adjusted = adjustedPs(published);
    expect(adjustedPs(order.map(({ i }) => published[i] ?? NaN))).toEqual(
      order.map(({ i }) => adjusted[i] ?? NaN),
    );
  });

  test("is adjusted as by hand: p·15/rank, or what a larger one has if that is less", () => {
    const adjusted = adjustedPs(published);
    // Ranks 1 to 5 have their own, 0.0095 · 15/4 = 0.035625 among them; rank 6, 0.0278 · 15/6 = 0.0695, has that of rank 7.
    [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571, 0.0638571, 0.0645, 0.0765, 0.486].forEach((p, i) =>
      expect(adjusted[i]).toBeCloseTo(p, 7),
    );
    expect(adjusted.at(-1)).toBe(1);
  });
});

describe("adjusted p-values", () => {
  test("of none are none, and of one it is the same", () => {
    expect(adjustedPs([])).toEqual([]);
    expect(adjustedPs([0.03])).toEqual([0.03]);
  });

  test("of equal ones are the same: every one of them is as good as the last", () => {
    expect(adjustedPs([0.04, 0.04, 0.04])).toEqual([0.04, 0.04, 0.04]);
    expect(adjustedPs([1, 1])).toEqual([1, 1]);
    expect(adjustedPs([0, 0, 1])).toEqual([0, 0, 1]);
  });

  test("leave the list as it was given", () => {
    const ps = [0.5, 0.01, 0.2];
    adjustedPs(ps);
    expect(ps).toEqual([0.5, 0.01, 0.2]);
  });

  test("lie between p and p times their number, and keep their order", () => {
    const random = seededRandom(2);
    for (let count = 1; count <= 60; count += 1) {
      const ps = Array.from({ length: count }, () => random() ** 3).toSorted((a, b) => a - b);
      const adjusted = adjustedPs(ps);
      expect(adjusted).toEqual(adjusted.toSorted((a, b) => a - b));
      ps.forEach((p, i) => {
        expect(adjusted[i]).toBeGreaterThanOrEqual(p);
        expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, p * count));
      });
      // R's p.adjust leaves the largest as it is, too.
      expect(adjusted.at(-1)).toBe(ps.at(-1) ?? NaN);
    }
  });

  test("at most q are as many as the step-up procedure rejects", () => {
    const random = seededRandom(3);
    for (let trial = 0; trial < 200; trial += 1) {
      const ps = Array.from({ length: 20 }, () => random() ** 4);
      const sorted = ps.toSorted((a, b) => a - b);
      const rejected = sorted.findLastIndex((p, i) => p <= (0.05 * (i + 1)) / 20) + 1;
      expect(adjustedPs(ps).filter((p) => p <= 0.05).length).toBe(rejected);
    }
  });

  test("of nothing but chance are at most q as seldom as that", () => {
    const random = seededRandom(4);
    const families = Array.from({ length: 4000 }, () => adjustedPs(Array.from({ length: 30 }, random)));
    const withAny = families.filter((family) => family.some((p) => p <= 0.05)).length;
    // Of independent ones exactly 5 % (Simes 1986), give or take three standard errors.
    expect(Math.abs(withAny / 4000 - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / 4000));
  });
});
