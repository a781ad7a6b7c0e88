import { describe, expect, test } from "bun:test";
import { estimate, persistenceByBenchmark } from "../../src/analysis/estimate.ts";
import { seriesOf } from "../../src/analysis/series.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { rounds } from "../report/fake_catalogue.ts";
import { persistentNoise } from "./statistics/noise.ts";

test("an estimate leaves the values as they were given", () => {
  const repetitions = [
    [3, 1, 2],
    [9, 7, 8],
  ];
  estimate({ repetitions }, 0.5);
  estimate({ repetitions: repetitions.slice(0, 1) }, 0.5);
  expect(repetitions).toEqual([
    [3, 1, 2],
    [9, 7, 8],
  ]);
});

test("an estimate of nothing is an error", () => {
  expect(() => estimate({ repetitions: [] }, 0)).toThrow(RangeError);
  expect(() => estimate({ repetitions: [[]] }, 0)).toThrow(RangeError);
});

describe("the estimate of one run", () => {
  const ten = [104, 101, 110, 102, 109, 103, 108, 105, 107, 106];

  test("is the median of its rounds with the interval of Hettmansperger and Sheather", () => {
    // By hand in statistics/location.test.ts: 0.65765 of the way from the second to the third smallest.
    const { median, low, high } = estimate({ repetitions: [ten] }, 0);
    expect(median).toBe(105.5);
    expect(low).toBeCloseTo(102.65765, 4);
    expect(high).toBeCloseTo(108.34235, 4);
  });

  test("is as wide as rounds that resemble each other make it", () => {
    // √(59913/18943) = 1.77843 for ten rounds and 0.5, by hand in statistics/persistence.test.ts.
    const { median, low, high } = estimate({ repetitions: [ten] }, 0.5);
    expect(median).toBe(105.5);
    expect(low).toBeCloseTo(105.5 - 1.77843 * 2.84235, 3);
    expect(high).toBeCloseTo(105.5 + 1.77843 * 2.84235, 3);
  });

  test("is the value of its one round", () => {
    expect(estimate({ repetitions: [[7]] }, 0.5)).toEqual({ median: 7, low: 7, high: 7 });
  });

  test("of equal rounds is that value", () => {
    const equal = Array<number>(10).fill(0.1);
    expect(estimate({ repetitions: [equal] }, 0.5)).toEqual({ median: 0.1, low: 0.1, high: 0.1 });
  });
});

describe("the estimate of several runs", () => {
  // Three medians 10, 20 and 30: mean 20, standard error 10/√3, and Student's t of two degrees of freedom is 4.303.
  const repetitions = [[9, 10, 500], [20, 0, 21, 20], [30]];

  test("is the mean of their medians with Student's interval, however many rounds each has", () => {
    const { median, low, high } = estimate({ repetitions: [...repetitions.slice(0, 2), [30, -5, 31]] }, 0);
    expect(median).toBeCloseTo(20, 10);
    expect(low).toBeCloseTo(20 - (4.3027 * 10) / Math.sqrt(3), 2);
    expect(high).toBeCloseTo(20 + (4.3027 * 10) / Math.sqrt(3), 2);
  });

  test("does not ask how much their rounds resemble each other", () => {
    expect(estimate({ repetitions }, 0.8)).toEqual(estimate({ repetitions }, 0));
  });

  test("of equal ones is that value", () => {
    expect(estimate({ repetitions: [[0.1], [0.1], [0.1]] }, 0)).toEqual({ median: 0.1, low: 0.1, high: 0.1 });
  });
});

describe("what cannot be negative", () => {
  test("is not estimated to be", () => {
    expect(estimate({ repetitions: [[2], [10], [30]] }, 0).low).toBe(0);
    expect(estimate({ repetitions: [[0, 0, 0, 1, 5, 9, 9, 9, 9, 9]] }, 0.9).low).toBe(0);
  });

  test("is told by the values", () => {
    expect(estimate({ repetitions: [[2, -1, 3], [10], [30]] }, 0).low).toBeLessThan(0);
    expect(estimate({ repetitions: [[-1, 0, 0, 1, 5, 9, 9, 9, 9, 9]] }, 0.9).low).toBeLessThan(0);
    expect(estimate({ repetitions: [[-3], [-2]] }, 0).median).toBe(-2.5);
  });
});

describe("how much rounds resemble each other", () => {
  const persistent = persistentNoise(1, 0.6);
  const independent = persistentNoise(2, 0);

  function places(metric: string, count: number, values: () => number[]): RecordedSample[] {
    return Array.from({ length: count }, (_, size) => rounds(metric, { size }, values())).flat();
  }

  test("is told by benchmark, over all its series", () => {
    const samples = [
      ...places("reach.time", 300, () => persistent(10)),
      ...places("juggling.rate", 300, () => independent(10)),
    ];
    const found = persistenceByBenchmark(seriesOf({ runs: [], samples }));
    expect(Array.from(found.keys())).toEqual(["reach", "juggling"]);
    expect(Math.abs((found.get("reach") ?? 0) - 0.6)).toBeLessThan(0.1);
    expect(found.get("juggling")).toBeLessThan(0.1);
  });

  test("is not told by benchmarks that were not measured, nor by one round", () => {
    expect(persistenceByBenchmark([]).size).toBe(0);
    const found = persistenceByBenchmark(seriesOf({ runs: [], samples: rounds("reach.time", {}, [3]) }));
    expect(found.get("reach")).toBe(0);
  });
});
