import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { catalogue } from "../../src/benchmarks/index.ts";
import { buildPage, type Group } from "../../src/report/model.ts";
import { readTree } from "../../src/results/read_tree.ts";
import type { ResultTree } from "../../src/results/configuration.ts";
import { madeUpTree } from "./made_up_tree.ts";

function groupsOf(tree: ResultTree): readonly Group[] {
  const generatedAt = new Date("2026-11-22T19:18:44Z");
  return buildPage({ tree, catalogue, baseline: null, version: "9", generatedAt }).groups;
}

function only(group: Group | undefined): Group {
  if (group === undefined) throw new Error("there is no such group");
  return group;
}

describe("the sentence that decides", () => {
  const h200 = only(groupsOf(madeUpTree()).find(({ gpu }) => gpu === "nvidia-h200"));

  test("names the best, its share of the host, what it gains and what vouches for it", () => {
    expect(h200.decision.names).toEqual(["pin-numa"]);
    expect(h200.decision.because).toMatch(
      /^\d\d\.\d % of host \(geometric mean, \d+ figures\); .+ \+\d.* over unpinned; .+; GPU controls/,
    );
  });

  test("says on what it rests and who was left out", () => {
    expect(h200.decision.more[0]).toStartWith("Ranked by the mean over cpu-single, cpu-all");
    expect(h200.decision.more.join(" ")).toContain("before re-pinning a fleet");
  });

  test("decides nothing from a smoke run", () => {
    const other = only(groupsOf(madeUpTree()).find(({ gpu }) => gpu === "no-gpu"));
    expect(other.decision).toMatchObject({ is: "nothing", names: [] });
    expect(other.decision.because).toContain("Smoke runs");
  });

  test("says of a real tree what is worse in the one that is best overall", async () => {
    const tree = await readTree(join(import.meta.dir, "../fixtures/captured"));
    const { decision } = only(groupsOf(tree)[0]);
    expect(decision.is).toBe("overall");
    expect(decision.names).toEqual(["whole"]);
    expect(decision.because).toContain("but 1 figure worse than four-cpus: Event latency percentile");
    expect(decision.because).toEndWith("GPU controls steady");
    expect(decision.more).toContain(
      "Left out, since less than half of the benchmarks were measured alike: p2p-off.",
    );
  });
});

describe("findings of a group", () => {
  const h200 = only(groupsOf(madeUpTree()).find(({ gpu }) => gpu === "nvidia-h200"));

  test("come by severity, and with something to do each", () => {
    const severities = h200.findings.map(({ severity }) => severity);
    const order = ["fault", "cost", "doubt"];
    expect(severities).toEqual(severities.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(h200.findings.length).toBeGreaterThan(3);
    for (const { advice } of h200.findings) expect(advice.length).toBeGreaterThan(0);
  });

  test("tell once what several configurations have alike", () => {
    const sentences = h200.findings.flatMap(({ rule, cases }) =>
      cases.map(({ sentence }) => `${rule} ${sentence}`),
    );
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
