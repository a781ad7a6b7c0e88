import { describe, expect, test } from "bun:test";
import type { Comparison, Incomparable, Judged } from "../../../src/analysis/comparison/comparison.ts";
import type { Verdict } from "../../../src/analysis/comparison/verdict.ts";
import {
  mainFigures,
  pointCounts,
  runToRunWords,
  signOf,
  valuesWords,
  verdictCounts,
} from "../../../src/report/comparison/figures.ts";
import { comparison, configuration, judged } from "./made_up_comparison.ts";

const undecided: Verdict = { is: "undecided", because: "wide", further: null };
const verdicts: Readonly<Record<string, Verdict>> = {
  better: { is: "better" },
  worse: { is: "worse" },
  same: { is: "same" },
  undecided,
};

/** Figures with these verdicts, each called by its number; a point is written as `point better`. */
function figures(...words: readonly string[]): Judged[] {
  return words.map((word, i) => {
    const verdict = verdicts[word.replace("point ", "")] ?? undecided;
    return judged({ key: String(i), kind: word.startsWith("point ") ? "point" : "figure", verdict });
  });
}

function of(changes: Partial<Comparison>): Comparison {
  return { ...comparison(configuration("a"), configuration("b")), judged: [], ...changes };
}

const incomparable: Incomparable = { ...judged(), because: { kind: "no ratio", value: 0 } };

describe("the figures of a comparison", () => {
  test("come with what is worse first, then what is better, what is undecided and what is the same", () => {
    const all = of({ judged: figures("same", "undecided", "better", "worse") });
    expect(mainFigures(all).map(({ verdict }) => verdict.is)).toEqual([
      "worse",
      "better",
      "undecided",
      "same",
    ]);
  });

  test("keep the order in which they were measured among those alike", () => {
    const all = of({ judged: figures("same", "better", "same", "worse", "better", "worse") });
    expect(mainFigures(all).map(({ key }) => key)).toEqual(["3", "5", "1", "4", "0", "2"]);
  });

  test("are without the points of curves, which their regions sum up", () => {
    const all = of({ judged: figures("point worse", "same", "point better") });
    expect(mainFigures(all).map(({ key }) => key)).toEqual(["1"]);
  });
});

describe("the counts of a comparison", () => {
  test("are in the order of the figures, without what there is none of", () => {
    const all = figures("same", "undecided", "better", "worse", "better", "point worse");
    expect(verdictCounts(of({ judged: all }))).toBe("1 worse, 2 better, 1 undecided, 1 same within ±1 %");
    expect(verdictCounts(of({ judged: figures("better") }))).toBe("1 better");
  });

  test.each([
    [0.01, "±1 %"],
    [0.005, "±0.5 %"],
    [0.025, "±2.5 %"],
    [0.07, "±7 %"],
    [1, "±100 %"],
  ])("say within how much what is the same is so: %d", (threshold, words) => {
    expect(verdictCounts(of({ judged: figures("same"), threshold }))).toBe(`1 same within ${words}`);
  });

  test("have what cannot be compared last", () => {
    const all = figures("better");
    expect(verdictCounts(of({ judged: all, incomparable: [incomparable] }))).toBe(
      "1 better, 1 figure not comparable",
    );
    expect(verdictCounts(of({ incomparable: [incomparable, incomparable] }))).toBe(
      "2 figures not comparable",
    );
  });

  test("of nothing say so", () => {
    expect(verdictCounts(of({}))).toBe("nothing was compared");
  });
});

describe("the counts of points", () => {
  test("are told apart from those of figures", () => {
    const all = figures("better", "point same", "point better", "point same", "point worse");
    expect(pointCounts(of({ judged: all }))).toEqual(["Points of the curves: 1 worse, 1 better, 2 same."]);
  });

  test("are not told without curves", () => {
    expect(pointCounts(of({ judged: figures("better", "same") }))).toEqual([]);
  });
});

describe("a figure", () => {
  test("has the middle of each side with its unit", () => {
    expect(valuesWords(judged({ base: 164_300, candidate: 227_100 }))).toBe("164,300 → 227,100 catches/s");
    expect(valuesWords(judged({ base: 0, candidate: 0.0432, metric: { unit: "%" } }))).toBe("0 → 0.0432 %");
  });

  test.each([
    ["better", "▲"],
    ["worse", "▼"],
    ["same", "="],
    ["undecided", "?"],
  ])("that is %s has the sign %s", (is, sign) => {
    expect(signOf({ verdict: verdicts[is] ?? undecided })).toBe(sign);
  });

  test("says how far boots or runs of a configuration lie apart in it, where that is known", () => {
    const runToRun = { deviation: 0.0043, from: ["pin"], of: "boot" } as const;
    expect(runToRunWords(judged({ runToRun }))).toBe("boots ±0.430 %");
    expect(runToRunWords(judged({ runToRun: { ...runToRun, deviation: 0.1, of: "run" } }))).toBe(
      "runs ±10.00 %",
    );
    expect(runToRunWords(judged())).toBe("");
  });
});
