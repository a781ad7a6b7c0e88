import { expect, test } from "bun:test";
import { coordinateWords } from "../../src/report/view/coordinate_words.ts";

test.each([
  ["pages", "base", "pages: base"],
  ["memoryNode", 1, "memory node 1"],
  ["gpu", 7, "GPU 7"],
  ["size", 4096, "size 4 KiB"],
  ["largest", 2 ** 30, "largest 1 GiB"],
  ["elements", 80_000_000, "elements 80M"],
  ["place", "in", "in place"],
  ["place", "out", "out of place"],
  ["place", "elsewhere", "place: elsewhere"],
  ["transport", "P2P/NVLink", "P2P/NVLink"],
  ["transport", "unknown", "transport unknown"],
  ["constructor", "x", "constructor: x"],
])("%s = %s is said as %j", (name, value, words) => {
  expect(coordinateWords(name, value)).toBe(words);
});
