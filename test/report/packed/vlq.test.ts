import { expect, test } from "bun:test";
import { decodeVlq, encodeVlq } from "../../../src/report/packed/vlq.ts";
import { seededRandom } from "../seeded_random.ts";

test.each<[string, number[][]]>([
  // As source maps have them.
  ["AAgBC", [[0, 0, 16, 1]]],
  ["D", [[-1]]],
  ["e,f", [[15], [-15]]],
  ["gB,hB", [[16], [-16]]],
  ["-f,gC", [[511], [32]]],
  ["", []],
  ["A,,C", [[0], [], [1]]],
])("%j are %j", (text, lists) => {
  expect(encodeVlq(lists)).toBe(text);
  expect(decodeVlq(text)).toEqual(lists);
});

test("numbers of any size come back", () => {
  const lists = [[2 ** 31, -(2 ** 31), 2 ** 53, -1e100, Number.MAX_VALUE, -Number.MAX_VALUE]];
  expect(decodeVlq(encodeVlq(lists))).toEqual(lists);
});

test("numbers without an end are zero", () => {
  expect(decodeVlq(encodeVlq([[Infinity, 1, -Infinity, NaN]]))).toEqual([[0, 1, 0, 0]]);
});

test("many numbers come back, as letters, digits, commas, - and _ alone", () => {
  const random = seededRandom(1);
  const list = (length: number, size: number): number[] =>
    Array.from({ length }, () => Math.trunc((random() - 0.5) * size));
  const lists = [list(100_000, 2000), [], list(3, 1e12), list(20, 64)].map((all) =>
    all.map((one) => one + 0),
  );
  const text = encodeVlq(lists);
  expect(text).toMatch(/^[\w,-]+$/);
  expect(decodeVlq(text)).toEqual(lists);
});

test("what is no such text is told of", () => {
  expect(() => decodeVlq("A+")).toThrow("+ is no digit");
});
