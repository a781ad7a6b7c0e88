import { describe, expect, test } from "bun:test";
import type { Metric } from "../../../src/benchmarks/metric.ts";
import {
  changeWords,
  ratioOfValues,
  ratioWords,
  shareWords,
  signedPercent,
  verdictSigns,
  verdictWords,
} from "../../../src/report/comparison/ratio_words.ts";
import { judged } from "./made_up_comparison.ts";

const higher: Partial<Metric> = { better: "higher" };
const lower: Partial<Metric> = { better: "lower" };
const loss: Partial<Metric> = { better: "lower", comparedBy: "remainder" };

describe("a share in percent", () => {
  test.each([
    [0.382, "+38.2 %"],
    [-0.012, "−1.2 %"],
    [0.01, "+1.0 %"],
    [0.000_31, "+0.03 %"],
    [-0.000_31, "−0.03 %"],
    [0.000_949, "+0.09 %"],
    [0.000_951, "+0.1 %"],
    [0.9994, "+99.9 %"],
    [0.9996, "+100 %"],
    [13.49, "+1349 %"],
    [-1, "−100 %"],
  ])("of %d is %s: as many digits as matter", (share, text) => {
    expect(signedPercent(share)).toBe(text);
  });

  test.each([0, -0, 0.000_04, -0.000_04, 1e-17, -1e-300])("of %d is neither more nor less", (share) => {
    expect(signedPercent(share)).toBe("±0.0 %");
  });
});

describe("a change", () => {
  const ratio = { estimate: 1.25, low: 1.2, high: 1.28 };

  test("has the sign of the value's own change where more is better", () => {
    expect(changeWords(judged({ metric: higher, ratio }))).toBe("+25.0 % (+20.0 to +28.0)");
    const worse = { estimate: 0.9, low: 0.85, high: 0.95 };
    expect(changeWords(judged({ metric: higher, ratio: worse }))).toBe("−10.0 % (−15.0 to −5.0)");
  });

  test("has it where less is better too: a latency that got better fell", () => {
    expect(changeWords(judged({ metric: lower, ratio }))).toBe("−20.0 % (−21.9 to −16.7)");
    const worse = { estimate: 0.8, low: 0.5, high: 1 };
    expect(changeWords(judged({ metric: lower, ratio: worse }))).toBe("+25.0 % (±0.0 to +100)");
  });

  test("of a loss is that of what is left, and says so", () => {
    expect(changeWords(judged({ metric: loss, ratio: { estimate: 0.94, low: 0.932, high: 0.953 } }))).toBe(
      "−6.0 % of the rest (−6.8 to −4.7)",
    );
  });

  test("has no interval where one has no end", () => {
    for (const metric of [higher, lower, loss])
      expect(changeWords(judged({ metric, ratio: { estimate: 1, low: 0, high: Infinity } }))).toStartWith(
        "±0.0 %",
      );
    const without = { estimate: 1.25, low: 0, high: Infinity };
    expect(changeWords(judged({ metric: higher, ratio: without }))).toBe("+25.0 %");
    expect(changeWords(judged({ metric: lower, ratio: without }))).toBe("−20.0 %");
    expect(changeWords(judged({ metric: loss, ratio: without }))).toBe("+25.0 % of the rest");
  });
});

describe("the ratio of values", () => {
  const ratio = { estimate: 1.25, low: 1, high: 2 };

  test.each([
    ["more is better", higher, ratio],
    ["less is better, turned over with its ends changed", lower, { estimate: 0.8, low: 0.5, high: 1 }],
    ["what is left counts", loss, ratio],
  ])("is, where %s", (_, metric, expected) => {
    expect(ratioOfValues(judged({ metric, ratio }))).toEqual(expected);
  });
});

describe("a share of a baseline", () => {
  const ratio = { estimate: 0.9716, low: 0.968, high: 0.975 };

  test("is above 100 for what is better, whatever the metric", () => {
    for (const metric of [higher, lower, loss])
      expect(shareWords(judged({ metric, ratio }), "host")).toBe("97.2 % of host (96.8 to 97.5)");
    expect(shareWords({ ratio: { estimate: 2, low: 1.9, high: 2.1 } }, "host")).toBe(
      "200.0 % of host (190.0 to 210.0)",
    );
  });

  test("has no interval where one has no end", () => {
    expect(shareWords({ ratio: { estimate: 1, low: 0, high: Infinity } }, "host")).toBe("100.0 % of host");
  });

  test("is said beside a host alone; beside others the change is", () => {
    expect(ratioWords(judged({ ratio }), "host")).toBe("97.2 % of host (96.8 to 97.5)");
    expect(ratioWords(judged({ ratio }), "pin")).toBe("−2.8 % (−3.2 to −2.5)");
    expect(ratioWords(judged({ ratio }), "Host")).toBe("−2.8 % (−3.2 to −2.5)");
  });
});

describe("a verdict", () => {
  test.each([
    [{ is: "better" }, "better"],
    [{ is: "worse" }, "worse"],
    [{ is: "same" }, "same"],
    [
      { is: "undecided", because: "wide", further: { of: "rounds", count: 12 } },
      "undecided: 12 more rounds each would decide",
    ],
    [
      { is: "undecided", because: "wide", further: { of: "rounds", count: 1 } },
      "undecided: 1 more round each would decide",
    ],
    [
      { is: "undecided", because: "small", further: { of: "runs", count: 1 } },
      "undecided: not clear of the threshold; 1 more run each would decide",
    ],
    [
      { is: "undecided", because: "chance", further: { of: "runs", count: 3 } },
      "undecided: among so many figures chance may do it; 3 more runs each would decide",
    ],
    [
      { is: "undecided", because: "wide", further: null },
      "undecided: more rounds or runs would hardly decide",
    ],
    [
      { is: "undecided", because: "small", further: null },
      "undecided: not clear of the threshold; more rounds or runs would hardly decide",
    ],
  ] as const)("%j is said as '%s'", (verdict, words) => {
    expect(verdictWords(verdict)).toBe(words);
  });

  test("has a sign that no other has", () => {
    expect(new Set(Object.values(verdictSigns)).size).toBe(Object.keys(verdictSigns).length);
  });
});
