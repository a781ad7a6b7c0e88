import { expect, test } from "bun:test";
import { medianOf, percentileOf } from "../../src/benchmarks/statistics.ts";

test("the median is the middle, or between the two in the middle", () => {
  expect(medianOf([3, 1, 2])).toBe(2);
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  expect(medianOf([10, 9])).toBe(9.5);
  expect(medianOf([7])).toBe(7);
});

test("the median is of numbers, not of texts", () => {
  expect(medianOf([10, 9, 100])).toBe(10);
  expect(medianOf([-1, -2, 1e-9])).toBe(-1);
});

test("the median leaves the values as they were given, and of nothing there is none", () => {
  const values = [3, 1, 2];
  medianOf(values);
  expect(values).toEqual([3, 1, 2]);
  expect(() => medianOf([])).toThrow(RangeError);
});

test("a percentile is one of the values: the nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect([1, 50, 99, 100].map((percent) => percentileOf(hundred, percent))).toEqual([1, 50, 99, 100]);
  expect(percentileOf([15, 20, 35, 40, 50], 30)).toBe(20);
  expect(percentileOf([2, 10, 9], 99)).toBe(10);
  expect(percentileOf([7], 50)).toBe(7);
  expect(percentileOf([], 50)).toBeNaN();
});
