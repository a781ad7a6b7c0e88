import { describe, expect, test } from "bun:test";
import { criticalT, twoSidedT } from "../../../src/analysis/statistics/student_t.ts";

// Abramowitz & Stegun, Handbook of Mathematical Functions (1964), table 26.10; the last row is the normal distribution's.
const table: readonly (readonly [degrees: number, fivePercent: number, onePercent: number])[] = [
  [1, 12.706, 63.657],
  [2, 4.303, 9.925],
  [3, 3.182, 5.841],
  [4, 2.776, 4.604],
  [5, 2.571, 4.032],
  [10, 2.228, 3.169],
  [18, 2.101, 2.878],
  [30, 2.042, 2.75],
  [60, 2, 2.66],
  [120, 1.98, 2.617],
  [Infinity, 1.96, 2.576],
];

describe("the critical value", () => {
  test.each(table)("of %d degrees of freedom is the table's", (degrees, fivePercent, onePercent) => {
    expect(criticalT(0.05, degrees)).toBeCloseTo(fivePercent, 3);
    expect(criticalT(0.01, degrees)).toBeCloseTo(onePercent, 3);
  });

  test("of a rare t is large", () => {
    expect(criticalT(0.001, 1)).toBeCloseTo(636.62, 2);
    expect(criticalT(0.001, 2)).toBeCloseTo(31.599, 3);
    expect(criticalT(0.001, Infinity)).toBeCloseTo(3.2905, 4);
  });

  test("of degrees that are not whole lies between its neighbours", () => {
    for (const degrees of [1, 2, 5, 17]) {
      const between = [0, 0.25, 0.5, 0.75, 1].map((part) => criticalT(0.05, degrees + part));
      expect(between).toEqual(between.toSorted((a, b) => b - a));
      expect(new Set(between).size).toBe(5);
    }
  });

  test("nears the normal distribution's from above", () => {
    const nearing = [30, 100, 1e3, 1e4, 1e6, Infinity].map((degrees) => criticalT(0.05, degrees));
    expect(nearing).toEqual(nearing.toSorted((a, b) => b - a));
    // The 0.975 quantile of the normal distribution, to all the digits that tables have.
    expect(nearing.at(-1)).toBeCloseTo(1.959964, 6);
  });

  test("is exceeded with that probability, also when asked a second time", () => {
    for (const degrees of [1, 2.5, 9, 400, Infinity])
      for (const p of [0.5, 0.05, 0.001, 1e-6])
        for (const critical of [criticalT(p, degrees), criticalT(p, degrees)])
          expect(twoSidedT(critical, degrees) / p).toBeCloseTo(1, 6);
  });
});

describe("the probability", () => {
  const ts = [1e-3, 0.1, 0.5, 1, 1.5, 2, 3, 12.7, 100, 1e6];

  test("of no difference at all is one", () => {
    for (const degrees of [1, 2, 3.7, 10, 1e5, Infinity]) expect(twoSidedT(0, degrees)).toBe(1);
  });

  test("does not ask for the sign", () => {
    for (const t of ts) expect(twoSidedT(-t, 4.2)).toBe(twoSidedT(t, 4.2));
  });

  // Abramowitz & Stegun, 26.7.3 and 26.7.4, for the degrees of freedom of which there are closed forms.
  test("of one degree of freedom is that of Cauchy's distribution", () => {
    for (const t of ts) expect(twoSidedT(t, 1) / ((2 / Math.PI) * Math.atan(1 / t))).toBeCloseTo(1, 12);
  });

  test("of two degrees is 1 − t/√(2 + t²)", () => {
    for (const t of ts) expect(twoSidedT(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
  });

  test("of three degrees is 1 − (2/π)·(θ + sin θ·cos θ) with tan θ = t/√3", () => {
    for (const t of ts) {
      const angle = Math.atan(t / Math.sqrt(3));
      const closed = 1 - (2 / Math.PI) * (angle + Math.sin(angle) * Math.cos(angle));
      expect(twoSidedT(t, 3)).toBeCloseTo(closed, 12);
    }
  });

  test("of four degrees is 1 − sin θ·(1 + cos² θ / 2) with tan θ = t/2", () => {
    for (const t of ts) {
      const angle = Math.atan(t / 2);
      expect(twoSidedT(t, 4)).toBeCloseTo(1 - Math.sin(angle) * (1 + Math.cos(angle) ** 2 / 2), 12);
    }
  });

  // Abramowitz & Stegun, table 26.1: 2·(1 − P(x)).
  test("of infinitely many degrees is the normal distribution's", () => {
    for (const [t, p] of [
      [0.5, 0.6170750775],
      [1, 0.3173105079],
      [2, 0.0455002639],
      [3, 0.002699796],
    ] as const)
      expect(twoSidedT(t, Infinity) / p).toBeCloseTo(1, 6);
  });

  test("falls as t grows, and as the degrees do", () => {
    for (const degrees of [1, 1.5, 8, 33, 1e4]) {
      const falling = Array.from({ length: 400 }, (_, i) => twoSidedT(i / 50, degrees));
      expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    }
    const falling = Array.from({ length: 100 }, (_, i) => twoSidedT(2, 1 + i / 3));
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  });

  test("of what is all but impossible is small, not negative", () => {
    const p = twoSidedT(1e8, 9);
    expect(p).toBeGreaterThanOrEqual(0);
    expect(p).toBeLessThan(1e-50);
    expect(twoSidedT(Infinity, 9)).toBe(0);
  });
});
