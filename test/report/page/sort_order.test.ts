import { expect, test } from "bun:test";
import { sortOrder } from "../../../src/report/page/sort_order.ts";

test("numbers are sorted as numbers", () => {
  expect(sortOrder(["10", "9", "1e2", "-1", "0.5"], "ascending")).toEqual([3, 4, 1, 0, 2]);
  expect(sortOrder(["10", "9", "1e2", "-1", "0.5"], "descending")).toEqual([2, 0, 1, 4, 3]);
});

test("words are sorted as a person counts", () => {
  expect(sortOrder(["pin10", "pin9", "Host"], "ascending")).toEqual([2, 1, 0]);
});

test("missing ones come last in both directions", () => {
  expect(sortOrder([null, "2", null, "1"], "ascending")).toEqual([3, 1, 0, 2]);
  expect(sortOrder([null, "2", null, "1"], "descending")).toEqual([1, 3, 0, 2]);
});

test("equals keep their places in both directions", () => {
  expect(sortOrder(["1", "0", "1", "0"], "ascending")).toEqual([1, 3, 0, 2]);
  expect(sortOrder(["1", "0", "1", "0"], "descending")).toEqual([0, 2, 1, 3]);
});

test("a single word among numbers makes words of all", () => {
  expect(sortOrder(["b", "10", "9"], "ascending")).toEqual([2, 1, 0]);
});
