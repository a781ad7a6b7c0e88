import { describe, expect, test } from "bun:test";
import { type Evidence, verdictOf } from "../../../src/analysis/comparison/verdict.ts";

function evidence(estimate: number, half: number, of: Evidence["of"] = "rounds", count = 10): Evidence {
  const standardError = half / 1.96;
  return { shift: { estimate, low: estimate - half, high: estimate + half, p: 0, standardError }, count, of };
}

const threshold = 0.01;

describe("by interval, discovery and threshold", () => {
  test.each([
    ["above the threshold and a discovery", 0.05, 0.02, true, "better"],
    ["below it and a discovery", -0.05, 0.02, true, "worse"],
    ["whole within the threshold", 0.002, 0.005, true, "same"],
    ["within the threshold, though it excludes 1", 0.006, 0.003, true, "same"],
  ] as const)("%s", (_, estimate, half, isDiscovery, is) => {
    expect(verdictOf(evidence(estimate, half), isDiscovery, threshold, 20).is).toBe(is);
  });

  test.each([
    ["holds 1 and more than the threshold", 0.005, 0.02, true, "wide"],
    ["excludes 1, but may be below the threshold", 0.009, 0.005, true, "small"],
    ["may be chance among so many", 0.05, 0.02, false, "chance"],
  ] as const)("undecided: %s", (_, estimate, half, isDiscovery, because) => {
    const verdict = verdictOf(evidence(estimate, half), isDiscovery, threshold, 20);
    expect(verdict).toMatchObject({ is: "undecided", because });
  });
});

describe("what would decide", () => {
  const furtherOf = (of: Evidence, figures = 1) => {
    const verdict = verdictOf(of, false, threshold, figures);
    return verdict.is === "undecided" ? verdict.further : null;
  };

  test("four times the rounds halve the interval", () => {
    // 0.04 is twice as wide as what excludes 1 for an estimate of 0.02.
    expect(furtherOf(evidence(0.02, 0.04))).toEqual({ of: "rounds", count: 30 });
  });

  test("more figures need more rounds for the same", () => {
    const alone = furtherOf(evidence(0.02, 0.04))?.count ?? 0;
    expect(furtherOf(evidence(0.02, 0.04), 50)?.count).toBeGreaterThan(alone);
  });

  test("a change below the threshold is decided by showing that it is the same", () => {
    // From 0.02 to half of the 0.00995 between 1 and the threshold: sixteen times as many.
    expect(furtherOf(evidence(0.00495, 0.02))?.count).toBeWithin(140, 170);
  });

  test("next to the threshold nothing decides", () => {
    expect(furtherOf(evidence(Math.log1p(threshold) - 1e-6, 0.02))).toBeNull();
  });

  test("few runs are decided by few more, since each makes the next surer of the noise", () => {
    const further = furtherOf(evidence(0.05, 0.1, "runs", 2));
    expect(further?.of).toBe("runs");
    expect(further?.count).toBeWithin(1, 12);
  });

  test("where there is no interval nothing is promised", () => {
    const { shift } = evidence(0.05, Infinity);
    expect(
      furtherOf({ shift: { ...shift, low: -Infinity, high: Infinity }, count: 3, of: "rounds" }),
    ).toBeNull();
  });
});
