import { describe, expect, test } from "bun:test";
import { persistence, widening } from "../../../src/analysis/statistics/persistence.ts";
import { persistentNoise } from "./noise.ts";

function manySeries(count: number, rounds: number, rho: number, seed: number): number[][] {
  const series = persistentNoise(seed, rho);
  return Array.from({ length: count }, () => series(rounds));
}

function permutations(values: readonly number[]): number[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, i) => permutations(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));
}

describe("persistence", () => {
  test("of all orders of any values together is none", () => {
    // As deviations from the mean add up to zero, the products of two neighbours are on average −Σd²/(n(n − 1)) over all
    // orders, and the lag-1 autocorrelation −1/n, whatever the values: corrected for that, none is left.
    const all = permutations([3, 1, 4, 1.5, 9, 2.6]);
    expect(persistence(all)).toBeCloseTo(0, 10);
    // Nor is it less than none, which would not be told: as many of another series then have half of theirs.
    const rising = all.map(() => [1, 3, 2, 6, 4, 5]);
    expect(persistence(rising)).toBeGreaterThan(0.3);
    expect(persistence(rising)).toBeLessThan(0.9);
    expect(persistence([...all, ...rising])).toBeCloseTo(persistence(rising) / 2, 10);
  });

  test("of independent rounds is about none", () => {
    for (const seed of [1, 2, 3]) expect(persistence(manySeries(2000, 10, 0, seed))).toBeLessThan(0.03);
  });

  test.each([0.2, 0.5, 0.8])("of %d is found in many series of ten rounds", (rho) => {
    for (const seed of [1, 2, 3])
      expect(Math.abs(persistence(manySeries(2000, 10, rho, seed)) - rho)).toBeLessThan(0.05);
  });

  test("of 0.5 is found in one long series", () => {
    expect(Math.abs(persistence(manySeries(1, 20_000, 0.5, 4)) - 0.5)).toBeLessThan(0.02);
  });

  test("is never negative, and at most 0.9", () => {
    expect(persistence([[1, 2, 1, 2, 1, 2, 1, 2, 1, 2]])).toBe(0);
    expect(persistence([[1, 1, 1, 1, 1, 5, 5, 5, 5, 5]])).toBe(0.9);
    expect(persistence([Array.from({ length: 1000 }, (_, i) => i)])).toBe(0.9);
    for (let seed = 1; seed <= 50; seed += 1)
      for (const rho of [-0.9, 0, 0.95]) {
        const found = persistence(manySeries(1, 10, rho, seed));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(0.9);
      }
  });

  test("of nothing, and of series of fewer than six rounds, is none", () => {
    expect(persistence([])).toBe(0);
    expect(persistence([[], [1], [1, 2, 3, 4, 5]])).toBe(0);
    const six = [1, 2, 3, 5, 4, 6];
    expect(persistence([six])).toBeGreaterThan(0);
    expect(persistence([[1, 2, 3, 4, 5], six, [7]])).toBe(persistence([six]));
  });

  test("of rounds that are all alike is none, whatever rounding leaves of them", () => {
    for (const value of [0, 1, 0.1, 0.81, 1 / 3, 3.3, 1234.56, -7.7, 1e-9, 1e12 + 0.1])
      for (const rounds of [6, 7, 10, 20, 33])
        expect({ value, rounds, rho: persistence([Array<number>(rounds).fill(value)]) }).toEqual({
          value,
          rounds,
          rho: 0,
        });
  });

  test("of rounds that are all alike does not count among others", () => {
    const series = manySeries(20, 10, 0.5, 6);
    const constant = Array<number>(10).fill(0.81);
    expect(persistence([...series, constant, constant])).toBe(persistence(series));
  });

  test("does not ask for the unit, nor for how far the values lie from zero", () => {
    const series = manySeries(30, 10, 0.5, 7);
    const found = persistence(series);
    expect(found).toBeGreaterThan(0);
    expect(persistence(series.map((values) => values.map((value) => 1000 * value)))).toBeCloseTo(found, 10);
    expect(persistence(series.map((values) => values.map((value) => 500 - value)))).toBeCloseTo(found, 10);
    expect(persistence(series.map((values) => values.toReversed()))).toBeCloseTo(found, 10);
  });
});

describe("widening", () => {
  test("of rounds that are independent, or of one, is none", () => {
    for (const rounds of [1, 2, 10, 1000]) expect(widening(0, rounds)).toBe(1);
    expect(widening(0.5, 1)).toBe(1);
    expect(widening(0.5, 0)).toBe(1);
  });

  test("of ten rounds and 0.5 is as by hand", () => {
    // Σ ½ʲ = 511/512 and Σ j·½ʲ = 1013/512 for j = 1 … 9, so V = 1 + 2·(511/512 − 1013/5120) = 6657/2560, and
    // V / (1 − (V − 1)/9) = 59913/18943.
    expect(widening(0.5, 10)).toBeCloseTo(Math.sqrt(59_913 / 18_943), 12);
    expect(widening(0.5, 10)).toBeCloseTo(1.778, 3);
  });

  test("of two rounds is √((1 + ρ) / (1 − ρ))", () => {
    // V = 1 + ρ: the variance of their mean grows by it, and that seen between them shrinks to 1 − ρ.
    for (const rho of [0.1, 0.5, 0.9])
      expect(widening(rho, 2)).toBeCloseTo(Math.sqrt((1 + rho) / (1 - rho)), 12);
  });

  test("of very many rounds nears √((1 + ρ) / (1 − ρ))", () => {
    // The variance of the mean of a long autoregressive series (Law, Simulation Modeling and Analysis, section 4.4).
    for (const rho of [0.1, 0.5, 0.9])
      expect(widening(rho, 100_000)).toBeCloseTo(Math.sqrt((1 + rho) / (1 - rho)), 2);
  });

  test("grows with how much rounds resemble each other", () => {
    const factors = Array.from({ length: 10 }, (_, i) => widening(i / 10, 10));
    expect(factors).toEqual(factors.toSorted((a, b) => a - b));
    expect(new Set(factors).size).toBe(10);
  });

  test("is by how much means of such rounds scatter more than their rounds say", () => {
    const count = 20_000;
    let means = 0;
    let within = 0;
    for (const values of manySeries(count, 10, 0.5, 8)) {
      const mean = values.reduce((sum, value) => sum + value, 0) / 10;
      means += mean ** 2;
      within += values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9 / 10;
    }
    expect(Math.sqrt(means / within) / widening(0.5, 10)).toBeCloseTo(1, 1);
  });
});
