import { expect, test } from "bun:test";
import { binaryTicks, decadeTicks } from "../../../src/report/page/axis.ts";
import { heatColour, heatLimits } from "../../../src/report/page/heat.ts";

test("decades are split at 1, 2 and 5 while they are few", () => {
  expect(decadeTicks(0.9, 30)).toEqual([1, 2, 5, 10, 20]);
  expect(decadeTicks(0.0001, 400)).toEqual([0.0001, 0.001, 0.01, 0.1, 1, 10, 100]);
});

test("powers of two are as many as there is room for", () => {
  expect(binaryTicks(4000, 70_000, 10)).toEqual([4096, 8192, 16_384, 32_768, 65_536]);
  expect(binaryTicks(4000, 70_000, 3)).toEqual([4096, 16_384, 65_536]);
  expect(binaryTicks(4000, 70_000, 0)).toEqual([4096]);
});

test("colours lie between their neighbours, with readable text upon them", () => {
  expect(heatColour(["#000000", "#ffffff"], 0)).toEqual({ fill: "rgb(0, 0, 0)", text: "#ffffff" });
  expect(heatColour(["#000000", "#ffffff"], 1)).toEqual({ fill: "rgb(255, 255, 255)", text: "#000000" });
  expect(heatColour(["#000000", "#808080", "#ffffff"], 0.25).fill).toBe("rgb(64, 64, 64)");
});

test("a small spread does not get all colours", () => {
  expect(heatLimits([98, 100])).toEqual([75, 100]);
  expect(heatLimits([20, 100])).toEqual([20, 100]);
});
