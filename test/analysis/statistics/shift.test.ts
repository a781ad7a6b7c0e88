import { describe, expect, test } from "bun:test";
import { widening } from "../../../src/analysis/statistics/persistence.ts";
import {
  moreCautious,
  type Shift,
  shiftOfRounds,
  shiftOfRuns,
  studentShift,
} from "../../../src/analysis/statistics/shift.ts";
import { seededRandom } from "../../report/seeded_random.ts";
import { normalNoise, persistentNoise } from "./noise.ts";

function excludesZero({ low, high }: Shift): boolean {
  return low > 0 || high < 0;
}

/** Two sides of 4 to 15 rounds each, at times far apart, at times not, whose values are all different. */
function twoSides(seed: number): { a: number[]; b: number[] } {
  const random = seededRandom(seed);
  const noise = normalNoise(seed + 1_000_000);
  const rounds = (): number => 4 + Math.floor(random() * 12);
  const apart = 4 * (random() - 0.5);
  return {
    a: Array.from({ length: rounds() }, () => 100 + noise()),
    b: Array.from({ length: rounds() }, () => 100 + apart + noise()),
  };
}

const widenings = [1, 1.3, 2] as const;

describe("the shift of rounds", () => {
  // Hollander, Wolfe & Chicken, Nonparametric Statistical Methods, 3rd ed., examples 4.1, 4.3 and 4.4: permeability of
  // the human chorioamnion at term and at 12 to 26 weeks. W = 35, one-sided p 0.1272, and of x − y the estimate 0.305
  // and the 96 % interval −0.15 to 0.76. R's ?wilcox.test has the same data.
  const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const early = [1.15, 0.88, 0.9, 0.74, 1.21];

  test("is that of Hollander, Wolfe and Chicken's example", () => {
    const { estimate, low, high, p } = shiftOfRounds(early, term, 1);
    expect(estimate).toBeCloseTo(0.305, 10);
    expect(low).toBeCloseTo(-0.15, 10);
    expect(high).toBeCloseTo(0.76, 10);
    expect(p / 2).toBeCloseTo(0.1272, 4);
  });

  test("has the standard error of a normal interval of that width", () => {
    expect(shiftOfRounds(early, term, 1).standardError).toBeCloseTo((0.76 + 0.15) / (2 * 1.959964), 6);
    expect(shiftOfRounds(early, term, 2).standardError).toBeCloseTo((0.76 + 0.15) / 1.959964, 6);
  });

  test("is drawn apart about the estimate by the widening, and less sure", () => {
    const [narrow, wide] = [shiftOfRounds(early, term, 1), shiftOfRounds(early, term, 1.5)];
    expect(wide.estimate).toBe(narrow.estimate);
    expect(wide.low).toBeCloseTo(0.305 - 1.5 * 0.455, 10);
    expect(wide.high).toBeCloseTo(0.305 + 1.5 * 0.455, 10);
    expect(wide.p).toBeGreaterThan(narrow.p);
  });

  test("excludes none exactly when p is at most 5 %", () => {
    let excluded = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const { a, b } = twoSides(seed);
      const shift = shiftOfRounds(a, b, 1);
      expect({ seed, sure: shift.p <= 0.05 }).toEqual({ seed, sure: excludesZero(shift) });
      if (excludesZero(shift)) excluded += 1;
    }
    expect(excluded).toBeGreaterThan(50);
    expect(excluded).toBeLessThan(450);
  });

  test("drawn apart excludes none where p is at most 5 %, and p grows", () => {
    let sure = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const { a, b } = twoSides(seed);
      const [narrow, wide, wider] = widenings.map((factor) => shiftOfRounds(a, b, factor));
      for (const shift of [wide, wider]) {
        if (shift === undefined || shift.p > 0.05) continue;
        expect({ seed, excludes: excludesZero(shift) }).toEqual({ seed, excludes: true });
        sure += 1;
      }
      expect(wide?.p).toBeGreaterThanOrEqual(narrow?.p ?? NaN);
      expect(wider?.p).toBeGreaterThanOrEqual(wide?.p ?? NaN);
    }
    expect(sure).toBeGreaterThan(50);
  });

  test("drawn apart by 2 is as sure as half of it is undrawn, or less", () => {
    let equal = 0;
    for (let seed = 1; seed <= 500; seed += 1) {
      const { a, b } = twoSides(seed);
      const { estimate, p } = shiftOfRounds(a, b, 2);
      const half = shiftOfRounds(
        a,
        b.map((value) => value - estimate / 2),
        1,
      );
      expect(p).toBeGreaterThanOrEqual(half.p);
      if (p === half.p) equal += 1;
    }
    expect(equal).toBeGreaterThan(100);
  });

  test("far out is as sure as Student's t of what the rounds are worth, where they resemble each other", () => {
    const a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const b = a.map((value) => value + 100);
    // Independent, it is as rare as 2 of the 184756 arrangements of ten and ten.
    expect(shiftOfRounds(a, b, 1).p).toBeCloseTo(2 / 184_756, 12);
    // The interval is 97 to 103 (of the differences i − j 21 are below −3 and 28 at most that; the table's U is 23), so
    // 94 to 106 drawn apart by 2. Twenty rounds are then worth 5, and of 3 degrees of freedom there is a closed form.
    const { low, high, p } = shiftOfRounds(a, b, 2);
    expect([low, high]).toEqual([94, 106]);
    const angle = Math.atan(100 / (6 / 1.959964) / Math.sqrt(3));
    expect(p / (1 - (2 / Math.PI) * (angle + Math.sin(angle) * Math.cos(angle)))).toBeCloseTo(1, 4);
  });

  test("moves with a side", () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const { a, b } = twoSides(seed);
      for (const factor of widenings) {
        const found = shiftOfRounds(a, b, factor);
        const moved = [
          shiftOfRounds(
            a,
            b.map((value) => value + 7),
            factor,
          ),
          shiftOfRounds(
            a.map((value) => value - 7),
            b,
            factor,
          ),
        ];
        for (const { estimate, low, high, standardError } of moved) {
          expect(estimate).toBeCloseTo(found.estimate + 7, 9);
          expect(low).toBeCloseTo(found.low + 7, 9);
          expect(high).toBeCloseTo(found.high + 7, 9);
          expect(standardError).toBeCloseTo(found.standardError, 9);
        }
      }
    }
  });

  test("of the sides the other way round is its mirror image", () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const { a, b } = twoSides(seed);
      for (const factor of widenings) {
        const found = shiftOfRounds(a, b, factor);
        const mirrored = shiftOfRounds(b, a, factor);
        expect(mirrored.estimate).toBeCloseTo(-found.estimate, 10);
        expect(mirrored.low).toBeCloseTo(-found.high, 10);
        expect(mirrored.high).toBeCloseTo(-found.low, 10);
        expect(mirrored.p).toBeCloseTo(found.p, 10);
        expect(mirrored.standardError).toBeCloseTo(found.standardError, 10);
      }
    }
  });

  test("grows with the unit, and is as sure in any", () => {
    const found = shiftOfRounds(early, term, 1.3);
    const scaled = shiftOfRounds(
      early.map((value) => 1024 * value),
      term.map((value) => 1024 * value),
      1.3,
    );
    expect(scaled.estimate).toBeCloseTo(1024 * found.estimate, 8);
    expect(scaled.low).toBeCloseTo(1024 * found.low, 8);
    expect(scaled.p).toBe(found.p);
  });

  test("of sides with no value in common is as rare as all arrangements make it", () => {
    // Of the 70 arrangements of four and four values one has all of one side above the other, and one all below.
    const { estimate, low, high, p } = shiftOfRounds([1, 2, 3, 4], [11, 12.5, 13, 14], 1);
    expect(p).toBeCloseTo(2 / 70, 12);
    expect([low, high]).toEqual([11 - 4, 14 - 1]);
    expect(estimate).toBe(10);
  });

  test("has no ends where no arrangement is rare enough, as of three and three", () => {
    for (const factor of widenings) {
      const { estimate, low, high, p, standardError } = shiftOfRounds([1, 2, 3], [11, 12, 13], factor);
      expect(estimate).toBe(10);
      expect([low, high, standardError]).toEqual([-Infinity, Infinity, Infinity]);
      expect(p).toBeGreaterThan(0.05);
    }
    // 2 of 20 arrangements.
    expect(shiftOfRounds([1, 2, 3], [11, 12, 13], 1).p).toBeCloseTo(0.1, 12);
  });

  test("of equal values is none, and of a constant one that", () => {
    expect(shiftOfRounds([5, 5, 5, 5], [5, 5, 5, 5], 1.3)).toEqual({
      estimate: 0,
      low: 0,
      high: 0,
      p: 1,
      standardError: 0,
    });
    const { estimate, low, high, p } = shiftOfRounds([5, 5, 5, 5], [7, 7, 7, 7], 1.3);
    expect([estimate, low, high]).toEqual([2, 2, 2]);
    expect(p).toBeCloseTo(2 / 70, 12);
  });

  test("counts half of what is equal, and rounds that up against a discovery", () => {
    // 15 of the 16 differences are above zero and one is zero: U = 15.5, not as far out as 16, but taken for 15, which
    // 2 of 70 arrangements reach on each side.
    const { low, p } = shiftOfRounds([1, 2, 3, 4], [4, 5, 6, 7], 1);
    expect(low).toBe(0);
    expect(p).toBeCloseTo(4 / 70, 12);
    // 14 above zero and two on it are 15 as well, whichever side is the first.
    expect(shiftOfRounds([1, 2, 3, 4], [4, 4, 6, 7], 1).p).toBeCloseTo(4 / 70, 12);
    expect(shiftOfRounds([4, 4, 6, 7], [1, 2, 3, 4], 1).p).toBeCloseTo(4 / 70, 12);
  });

  test("with equal values is never less sure than an interval that excludes none, nor surer than one that holds it", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const { a, b } = twoSides(seed);
      const [coarse, coarser] = [a, b].map((values) => values.map((value) => Math.round(2 * value) / 2));
      for (const factor of widenings) {
        const shift = shiftOfRounds(coarse ?? [], coarser ?? [], factor);
        if (excludesZero(shift) && factor === 1) expect(shift.p).toBeLessThanOrEqual(0.05);
        // Where both ends lie beyond zero, and none on it.
        if (shift.low < 0 && shift.high > 0) expect(shift.p).toBeGreaterThan(0.05);
      }
    }
  });

  test("leaves the values as they were given", () => {
    const [a, b] = [
      [3, 1, 2, 9],
      [5, 4, 8, 6],
    ];
    shiftOfRounds(a, b, 1);
    expect([a, b]).toEqual([
      [3, 1, 2, 9],
      [5, 4, 8, 6],
    ]);
  });

  test("covers what there is in about 95 of 100 cases, of independent rounds and, widened, of persistent ones", () => {
    const coverage = (rho: number, factor: number): number => {
      const series = persistentNoise(9, rho);
      const cases = Array.from({ length: 2000 }, () => shiftOfRounds(series(10), series(10), factor));
      return cases.filter((shift) => !excludesZero(shift)).length / cases.length;
    };
    expect(Math.abs(coverage(0, 1) - 0.957)).toBeLessThan(0.015);
    expect(coverage(0.5, 1)).toBeLessThan(0.8);
    expect(Math.abs(coverage(0.5, widening(0.5, 10)) - 0.95)).toBeLessThan(0.02);
  });
});

describe("the shift of runs", () => {
  // Rosetta Code, Welch's t-test, as Stata's `ttest x, by(group) welch` prints it: t = -9.5595, standard error 43.81419,
  // Welch's degrees of freedom 2.0017, interval -607.2052 to -230.4782.
  test("has Welch's degrees of freedom, as Stata has them of Rosetta Code's example", () => {
    const shift = shiftOfRuns([490.2, 340, 433.9], [3, 4, 1, 2.1]);
    expect(shift.estimate).toBeCloseTo(-418.8417, 4);
    expect(shift.standardError).toBeCloseTo(43.81419, 5);
    expect(shift.estimate / shift.standardError).toBeCloseTo(-9.5595, 4);
    expect(shift.low).toBeCloseTo(-607.2052, 4);
    expect(shift.high).toBeCloseTo(-230.4782, 4);
  });

  // H. M. Park, Comparing Group Means, Indiana University 2005: `ttesti 20 3.006 .3001298 24 2.618333 .5983722, unequal
  // welch` of Stata, t = 2.7817, Welch's degrees of freedom 36.2258, p = 0.0085, interval 0.1050824 to 0.6702509.
  test("has Welch's degrees of freedom, as Stata has them of deaths by kidney cancer", () => {
    const withMoments = (count: number, mean: number, deviation: number): number[] =>
      Array.from(
        { length: count },
        (_, i) => mean + (i % 2 === 0 ? 1 : -1) * deviation * Math.sqrt((count - 1) / count),
      );
    const shift = shiftOfRuns(withMoments(24, 2.618333, 0.5983722), withMoments(20, 3.006, 0.3001298));
    expect(shift.estimate / shift.standardError).toBeCloseTo(2.7817, 4);
    expect(shift.low).toBeCloseTo(0.1050824, 5);
    expect(shift.high).toBeCloseTo(0.6702509, 5);
    expect(shift.p).toBeCloseTo(0.0085, 4);
  });

  // Student's sleep data (Biometrika 6, 1908) as R has them. Of sides alike Welch's degrees are more than both have
  // together, 19.7 here, and taken for those 18: t.test(extra ~ group, data = sleep, var.equal = TRUE) prints
  // t = -1.8608, df = 18, p-value = 0.07919 and the interval -3.363874 to 0.203874 of group 1 less group 2. (With
  // Satterthwaite's 17.776 degrees it prints 0.07939 and -3.3654832 to 0.2054832.)
  const group1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const group2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

  test("has no more degrees of freedom than both sides have, as R has it of the sleep data", () => {
    const { estimate, low, high, p, standardError } = shiftOfRuns(group2, group1);
    expect(estimate).toBeCloseTo(-1.58, 10);
    expect(low).toBeCloseTo(-3.363874, 6);
    expect(high).toBeCloseTo(0.203874, 6);
    expect(p).toBeCloseTo(0.07919, 5);
    expect(estimate / standardError).toBeCloseTo(-1.8608, 4);
  });

  test("of the sides the other way round is its mirror image", () => {
    const [found, mirrored] = [shiftOfRuns(group1, group2), shiftOfRuns(group2, group1)];
    expect(mirrored.estimate).toBeCloseTo(-found.estimate, 12);
    expect([mirrored.low, mirrored.high]).toEqual([-found.high, -found.low]);
    expect(mirrored.p).toBe(found.p);
  });

  test("has as many degrees of freedom as a side that alone varies", () => {
    // Only the second of three varies: its variance is 1, the standard error 1/√3, and the critical t of 2 is 4.303.
    const { estimate, low, high } = shiftOfRuns([5, 5, 5, 5, 5, 5], [7, 8, 9]);
    expect(estimate).toBe(3);
    expect(low).toBeCloseTo(3 - 4.303 / Math.sqrt(3), 3);
    expect(high).toBeCloseTo(3 + 4.303 / Math.sqrt(3), 3);
  });

  test("of sides alike in size and variance has the degrees of both", () => {
    // Two and two: the variance of each is 2, the standard error √2, and the critical t of 2 degrees is 4.303.
    const { low, high } = shiftOfRuns([1, 3], [11, 13]);
    expect(low).toBeCloseTo(10 - 4.303 * Math.SQRT2, 2);
    expect(high).toBeCloseTo(10 + 4.303 * Math.SQRT2, 2);
  });

  test("of runs that do not vary is sure", () => {
    expect(shiftOfRuns([5, 5], [5, 5, 5])).toEqual({ estimate: 0, low: 0, high: 0, p: 1, standardError: 0 });
    expect(shiftOfRuns([5, 5], [8, 8, 8])).toEqual({ estimate: 3, low: 3, high: 3, p: 0, standardError: 0 });
    for (const value of [0.1, 0.81, 1234.56])
      expect(shiftOfRuns(Array<number>(20).fill(value), [value, value])).toEqual({
        estimate: 0,
        low: 0,
        high: 0,
        p: 1,
        standardError: 0,
      });
  });

  test("excludes none exactly when p is at most 5 %", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const { a, b } = twoSides(seed);
      const shift = shiftOfRuns(a.slice(0, 4), b);
      expect({ seed, sure: shift.p <= 0.05 }).toEqual({ seed, sure: excludesZero(shift) });
    }
  });
});

describe("a shift with a known standard error", () => {
  test("has Student's interval and probability", () => {
    const { estimate, low, high, p, standardError } = studentShift(4.303, 1, 2);
    expect([estimate, standardError]).toEqual([4.303, 1]);
    expect(low).toBeCloseTo(0, 3);
    expect(high).toBeCloseTo(2 * 4.303, 3);
    expect(p).toBeCloseTo(0.05, 4);
    expect(studentShift(-4.303, 1, 2).p).toBe(p);
  });

  test("without one is certain", () => {
    expect(studentShift(0, 0, 3)).toEqual({ estimate: 0, low: 0, high: 0, p: 1, standardError: 0 });
    expect(studentShift(-2, 0, 3)).toEqual({ estimate: -2, low: -2, high: -2, p: 0, standardError: 0 });
  });
});

describe("the more cautious of two shifts", () => {
  const ofRounds: Shift = { estimate: 3, low: 1, high: 4, p: 0.01, standardError: 0.8 };
  const ofRuns: Shift = { estimate: 2.5, low: -1, high: 3.5, p: 0.2, standardError: 1.1 };

  test("has the first's estimate, the larger p and the interval of both", () => {
    const both = { low: -1, high: 4, p: 0.2, standardError: 1.1 };
    expect(moreCautious(ofRounds, ofRuns)).toEqual({ estimate: 3, ...both });
    expect(moreCautious(ofRuns, ofRounds)).toEqual({ estimate: 2.5, ...both });
  });

  test("of a shift and itself is that", () => {
    expect(moreCautious(ofRounds, ofRounds)).toEqual(ofRounds);
  });

  test("has no ends where one has none", () => {
    const endless = { ...ofRuns, low: -Infinity, high: Infinity, standardError: Infinity };
    expect(moreCautious(ofRounds, endless)).toMatchObject({ low: -Infinity, high: Infinity });
  });
});
