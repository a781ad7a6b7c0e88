import { describe, expect, test } from "bun:test";
import { baselineOf } from "../../../src/analysis/baseline.ts";
import type { Comparison } from "../../../src/analysis/comparison/comparison.ts";
import { compareWith } from "../../../src/analysis/comparison/compare_with.ts";
import { type Decision, decide } from "../../../src/analysis/decision/decide.ts";
import { gather } from "../../../src/analysis/gathered.ts";
import { catalogue } from "../../../src/benchmarks/index.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { madeUpConfiguration, type Making } from "../../report/made_up_configuration.ts";
import { madeUpMachine } from "../../report/made_up_machine.ts";

const bare = madeUpMachine({ threads: 64, nodes: 2, hypervisor: "none" });
const guest = madeUpMachine({ threads: 64, nodes: 2, hypervisor: "kvm" });

function made(config: string, seed: number, making: Partial<Making> = {}): Configuration {
  const machine = config === "host" ? bare : guest;
  return madeUpConfiguration({ gpu: "h200", config, machine, seed, wander: 0.002, ...making });
}

function compareTwo(base: Configuration, candidate: Configuration): Comparison {
  const [own, other] = [gather(base), gather(candidate)];
  const [comparison] = compareWith({ base: own, candidates: [other], group: [own, other], catalogue });
  if (comparison === undefined) throw new Error("no comparison");
  return comparison;
}

function decided(group: readonly Configuration[]): Decision {
  const baseline = baselineOf(group);
  const others = group.filter((configuration) => configuration !== baseline);
  const comparisons = new Map(
    baseline === null
      ? []
      : others.map((configuration) => [configuration, compareTwo(baseline, configuration)]),
  );
  return decide(group, comparisons, compareTwo);
}

function chosen(group: readonly Configuration[]): Exclude<Decision, { is: "nothing" }> {
  const decision = decided(group);
  if (decision.is === "nothing") throw new Error(`nothing: ${decision.because}`);
  return decision;
}

const unpinned = made("unpinned", 1, { bandwidth: 0.6, latency: 1.4 });
const pin = made("pin", 2, { bandwidth: 0.8, latency: 1.2 });
const pinNuma = made("pin-numa", 3, { bandwidth: 0.97, latency: 1.05 });
const host = made("host", 4);

describe("a configuration that is better than the next and worse in nothing", () => {
  const decision = chosen([host, pin, pinNuma, unpinned]);

  test("is chosen, the host being no choice", () => {
    expect(decision.is).toBe("clear");
    expect(decision.best.config).toBe("pin-numa");
    expect(decision.next?.comparison.base.configuration.config).toBe("pin");
    expect(decision.next?.better.length).toBeGreaterThan(3);
    expect(decision.next?.worse).toEqual([]);
  });

  test("is held against the host and against what one would have without deciding", () => {
    expect(decision.host?.share).toBeGreaterThan(0.9);
    expect(decision.host?.share).toBeLessThan(1);
    expect(decision.host?.comparison.base.configuration.config).toBe("host");
    expect(decision.usual?.comparison.base.configuration.config).toBe("unpinned");
  });
});

test("the baseline itself can be the best", () => {
  const decision = chosen([made("baseline", 5), pin]);
  expect(decision.best.config).toBe("baseline");
  expect(decision.is).toBe("clear");
  expect(decision.usual).toBeNull();
  expect(decision.host).toBeNull();
});

test("configurations that nothing tells apart are a tie", () => {
  const decision = chosen([made("a", 6), made("b", 7)]);
  expect(decision.is).toBe("tie");
  expect(decision.next?.better).toEqual([]);
});

test("where each is better in something, that is a trade", () => {
  const decision = chosen([made("fast-memory", 8, { bandwidth: 1.3 }), made("fast-cpu", 9, { cpu: 1.2 })]);
  expect(decision.is).toBe("trade");
  expect(decision.next?.better.length).toBeGreaterThan(0);
  expect(decision.next?.worse.length).toBeGreaterThan(0);
});

test("one guest beside its host is the only one to choose, and measured by it", () => {
  const decision = chosen([host, pin]);
  expect(decision.is).toBe("only");
  expect(decision.host?.share).toBeLessThan(0.97);
});

test.each([
  ["few", "skipped"],
  ["failed", "failed"],
] as const)("who has too little is left out and does not narrow what counts: %s", (because, status) => {
  const outcomes = ["cpu-single", "cpu-all", "stream"].map((benchmark) =>
    status === "failed"
      ? ({ benchmark, status, because: "no", output: "", failedRounds: 1, rounds: 1 } as const)
      : ({ benchmark, status, because: "no" } as const),
  );
  const decision = chosen([unpinned, pin, made("little", 10, { latency: 0.5, outcomes })]);
  expect(decision.leftOut.map(({ configuration: { config } }) => config)).toEqual(["little"]);
  expect(decision.leftOut[0]?.because).toBe(because);
  expect(decision.best.config).toBe("pin");
  expect(decision.benchmarks).toEqual(["cpu-single", "cpu-all", "stream", "mem-latency"]);
});

test.each([
  ["alone", [pin]],
  ["host alone", [host]],
  ["smoke", [host, made("quick", 11, { profile: "smoke", rounds: 1 })]],
  ["unlike", [made("few", 12, { rounds: 2 }), made("rounds", 13, { rounds: 2 })]],
] as const)("says that nothing can be decided: %s", (because, group) => {
  expect(decided(group)).toEqual({ is: "nothing", because });
});
