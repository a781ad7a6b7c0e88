import { expect, test } from "bun:test";
import { pcieRate } from "../../../src/analysis/findings/pcie_rate.ts";

test.each([
  [1, 16, 4],
  [2, 16, 8],
  [3, 16, 15.75],
  [4, 16, 31.51],
  [5, 16, 63.02],
  [5, 8, 31.51],
  [6, 16, 118],
])("a link of Gen%d ×%d carries %f GB/s", (generation, width, rate) => {
  expect(pcieRate({ generation, width })).toBeCloseTo(rate, 2);
});

test("what is not known of a link leaves its rate unknown", () => {
  expect(pcieRate({ generation: null, width: 16 })).toBeNull();
  expect(pcieRate({ generation: 5, width: null })).toBeNull();
  expect(pcieRate({ generation: 9, width: 16 })).toBeNull();
});
