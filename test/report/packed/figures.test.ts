import { expect, test } from "bun:test";
import { packFigures, unpackFigures } from "../../../src/report/packed/figures.ts";

test("figures of a row come back, the median with all digits, as text that an attribute takes as it is", () => {
  const packed = packFigures([
    null,
    { median: 164300.125, ratio: null, beside: null },
    { median: 0.8230000000000001, ratio: 0.97212345678, beside: { is: "worse" } },
    { median: 7, ratio: 1, beside: { is: "undecided" } },
  ]);
  expect(packed).toMatch(/^[\d.,[\]-]+$/);
  expect(unpackFigures(packed)).toEqual([
    null,
    { median: 164300.125, ratio: null, verdict: null },
    { median: 0.823, ratio: 0.972123, verdict: "worse" },
    { median: 7, ratio: 1, verdict: "undecided" },
  ]);
});
