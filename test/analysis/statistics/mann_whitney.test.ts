import { describe, expect, test } from "bun:test";
import { criticalU, twoSidedU } from "../../../src/analysis/statistics/mann_whitney.ts";

/** How often each U comes, of all arrangements of m values of one sample among n of the other. */
function arrangements(m: number, n: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let which = 0; which < 2 ** (m + n); which += 1) {
    let own = 0;
    let others = 0;
    let u = 0;
    for (let place = 0; place < m + n; place += 1) {
      if ((which >> place) % 2 === 1) {
        own += 1;
        u += others;
      } else others += 1;
    }
    if (own === m) counts.set(u, (counts.get(u) ?? 0) + 1);
  }
  return counts;
}

/**
 * How many arrangements have each U from 0 to m·n, exactly: the coefficients of the Gaussian binomial
 * Π (1 − q^(n+i)) / (1 − q^i), i = 1 … m (Andrews, The Theory of Partitions, 1976, chapter 3).
 */
function gaussianCoefficients(m: number, n: number): bigint[] {
  const coefficients = Array.from({ length: m * n + 1 }, (_, u): bigint => (u === 0 ? 1n : 0n));
  const at = (u: number): bigint => coefficients[u] ?? 0n;
  for (let i = 1; i <= m; i += 1) {
    for (let u = m * n; u >= n + i; u -= 1) coefficients[u] = at(u) - at(u - n - i);
    for (let u = i; u <= m * n; u += 1) coefficients[u] = at(u) + at(u - i);
  }
  return coefficients;
}

describe("the critical value", () => {
  // As printed in the tables of the two-sided test, which go back to Auble (1953); e.g. at
  // http://numeracy-bank.net/?q=t/stt/mwu/3. A dash there, which is −1 here, is for sizes at which no U is rare enough.
  test.each([
    [4, 4, 0],
    [5, 5, 2],
    [6, 6, 5],
    [7, 7, 8],
    [8, 8, 13],
    [9, 9, 17],
    [10, 10, 23],
    [15, 15, 64],
    [20, 20, 127],
    [5, 8, 6],
    [3, 5, 0],
    [3, 4, -1],
    [3, 3, -1],
    [2, 7, -1],
    [2, 8, 0],
  ])("at 5 %% of %d and %d values is %d", (m, n, u) => {
    expect([criticalU(0.05, m, n), criticalU(0.05, n, m)]).toEqual([u, u]);
  });

  test.each([
    [5, [0, 1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 17, 18, 19, 20]],
    [10, [3, 5, 8, 11, 14, 17, 20, 23, 26, 29, 33, 36, 39, 42, 45, 48, 52, 55]],
  ])("at 5 %% of %d and 3 to 20 values are the table's row", (m, row) => {
    expect(row.map((_, i) => criticalU(0.05, m, i + 3))).toEqual(row);
  });

  test.each([
    [10, 10, 16],
    [8, 8, 7],
    [5, 5, 0],
    [4, 4, -1],
    [20, 20, 105],
  ])("at 1 %% of %d and %d values is %d", (m, n, u) => {
    expect([criticalU(0.01, m, n), criticalU(0.01, n, m)]).toEqual([u, u]);
  });

  test("is the largest U that is rare enough, also when asked a second time", () => {
    for (const [m, n] of [
      [4, 4],
      [7, 12],
      [10, 10],
      [30, 9],
    ] as const)
      for (const p of [0.05, 0.05, 0.01]) {
        const u = criticalU(p, m, n);
        expect(twoSidedU(u, m, n)).toBeLessThanOrEqual(p);
        expect(twoSidedU(u + 1, m, n)).toBeGreaterThan(p);
      }
  });
});

describe("the probability", () => {
  // Mann & Whitney (1947), Annals of Mathematical Statistics 18, 50–60, table I: P(U ≤ u) for u = 0, 1, 2, …
  test.each([
    [3, 3, [0.05, 0.1, 0.2, 0.35]],
    [4, 4, [0.014, 0.029, 0.057, 0.1, 0.171, 0.243, 0.343, 0.443]],
  ])("of %d and %d values is twice what Mann and Whitney printed", (m, n, printed) => {
    const halves = printed.map((_, u) => Number((twoSidedU(u, m, n) / 2).toFixed(3)));
    expect(halves).toEqual(printed);
  });

  test("is the share of all arrangements that lie as far out", () => {
    for (let m = 1; m <= 6; m += 1)
      for (let n = 1; n <= 6; n += 1) {
        const counts = Array.from(arrangements(m, n));
        const all = counts.reduce((sum, [, count]) => sum + count, 0);
        for (let u = 0; u <= m * n; u += 1) {
          const distance = Math.abs(u - (m * n) / 2);
          const asFar = counts
            .filter(([other]) => Math.abs(other - (m * n) / 2) >= distance)
            .reduce((sum, [, count]) => sum + count, 0);
          expect(twoSidedU(u, m, n)).toBeCloseTo(asFar / all, 12);
        }
      }
  });

  test.each([
    [10, 10],
    [7, 13],
    [49, 51],
    [60, 61],
  ])("of %d and %d values is the same from both ends and for both orders, and rises to one", (m, n) => {
    const us = Array.from({ length: m * n + 1 }, (_, u) => u);
    const ps = us.map((u) => twoSidedU(u, m, n));
    expect(ps).toEqual(ps.toReversed());
    const swapped = us.map((u) => twoSidedU(u, n, m));
    expect(Math.max(...ps.map((p, u) => Math.abs(p - (swapped[u] ?? NaN))))).toBeLessThan(1e-12);
    const rising = ps.slice(0, (m * n) / 2);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(Math.max(...ps)).toBeLessThanOrEqual(1);
  });

  test("of all U together is one: both halves of an odd number of them meet in the middle", () => {
    for (const [m, n] of [
      [1, 1],
      [5, 7],
      [11, 9],
      [49, 51],
    ] as const)
      expect(1 - twoSidedU((m * n - 1) / 2, m, n)).toBeLessThan(1e-12);
  });

  test("is that of exact counts, up to where it is counted and beyond", () => {
    for (const [m, n, error] of [
      [8, 12, 1e-12],
      [50, 50, 1e-12],
      [50, 51, 2e-3],
      [40, 80, 2e-3],
    ] as const) {
      const counts = gaussianCoefficients(m, n);
      const all = counts.reduce((sum, count) => sum + count, 0n);
      let atMost = 0n;
      counts.slice(0, (m * n) / 2).forEach((count, u) => {
        atMost += count;
        const exact = 2 * (Number((atMost * 10n ** 18n) / all) / 1e18);
        expect(Math.abs(twoSidedU(u, m, n) - exact)).toBeLessThan(error);
      });
    }
  });

  test("beyond the counted sizes makes nothing a discovery that is none", () => {
    // Counted: the largest u with 2·P(U ≤ u) of at most 5 % and 1 % are 986 and 897.
    expect(criticalU(0.05, 50, 50)).toBeLessThan(criticalU(0.05, 50, 51));
    expect([985, 986]).toContain(criticalU(0.05, 50, 51));
    expect([895, 896, 897]).toContain(criticalU(0.01, 50, 51));
  });

  test("of many values is quick and finite", () => {
    expect(twoSidedU(0, 5000, 5000)).toBe(0);
    expect(twoSidedU(12_500_000, 5000, 5000)).toBeCloseTo(1, 3);
  });
});
