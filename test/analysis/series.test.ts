import { describe, expect, test } from "bun:test";
import { repetitionsOf, seriesKey, seriesOf } from "../../src/analysis/series.ts";
import type { Run } from "../../src/results/metadata.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { madeUpConfiguration } from "../report/made_up_configuration.ts";
import { madeUpMachine } from "../report/made_up_machine.ts";
import { emptyRun, firstSample as sample } from "../results/example.ts";

/** Runs 1, 2, … of these boots. */
function runsOf(...boots: readonly (string | null)[]): Run[] {
  return boots.map((bootId, i) => ({ ...emptyRun, id: i + 1, machine: { ...emptyRun.machine, bootId } }));
}

/** Two rounds of each of so many runs, in the order in which they were measured; the value says which it is. */
function twoRoundsEach(runs: number): RecordedSample[] {
  return Array.from({ length: 2 * runs }, (_, i) => {
    const run = 1 + Math.floor(i / 2);
    return { ...sample, run, round: i + 1, value: 10 * run + i + 1 };
  });
}

describe("what a configuration is repeated over", () => {
  test.each([
    ["one run", ["a"], "run", 1],
    ["runs of one boot", ["a", "a", "a"], "run", 3],
    ["runs of boots", ["a", "b", "c"], "boot", 3],
    ["boots with several runs", ["a", "a", "b"], "boot", 2],
    ["boots that come again", ["a", "b", "a"], "boot", 2],
    ["one run of an unknown boot", [null], "run", 1],
    ["runs of unknown boots, which are taken for different ones", [null, null], "boot", 2],
    ["a known boot and an unknown one", ["a", null, "a"], "boot", 2],
    ["nothing that is known", [], "run", 1],
  ] as const)("is, of %s", (_, boots, of, count) => {
    const found = repetitionsOf({ runs: runsOf(...boots) });
    expect([found.of, found.count]).toEqual([of, count]);
  });

  test("says which run is of which repetition", () => {
    const indices = (...boots: readonly string[]): [number, number][] =>
      Array.from(repetitionsOf({ runs: runsOf(...boots) }).indexOf);
    expect(indices("a", "b", "a")).toEqual([
      [1, 0],
      [2, 1],
      [3, 0],
    ]);
    expect(indices("a", "a")).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});

describe("the series of a configuration", () => {
  test("have their rounds in one list a boot where boots differ", () => {
    const [series] = seriesOf({ runs: runsOf("a", "a", "b"), samples: twoRoundsEach(3) });
    expect(series?.repetitions).toEqual([
      [11, 12, 23, 24],
      [35, 36],
    ]);
    expect(series?.rounds).toEqual([
      [1, 2, 3, 4],
      [5, 6],
    ]);
  });

  test("have their rounds in one list a run where all are of one boot", () => {
    const [series] = seriesOf({ runs: runsOf("a", "a", "a"), samples: twoRoundsEach(3) });
    expect(series?.repetitions).toEqual([
      [11, 12],
      [23, 24],
      [35, 36],
    ]);
    expect(series?.rounds).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  test("have no list for a run that did not measure them", () => {
    const other = { ...sample, metric: "stream.time-avg", run: 2, round: 2, value: 7 };
    const found = seriesOf({ runs: runsOf("a", "b"), samples: [sample, other] });
    expect(found.map(({ metric, repetitions, rounds }) => ({ metric, repetitions, rounds }))).toEqual([
      { metric: "stream.rate", repetitions: [[1]], rounds: [[1]] },
      { metric: "stream.time-avg", repetitions: [[7]], rounds: [[2]] },
    ]);
  });

  test("have one list where no run is known, as of older trees", () => {
    const [series, ...more] = seriesOf({ runs: [], samples: twoRoundsEach(2) });
    expect(series?.repetitions).toEqual([[11, 12, 23, 24]]);
    expect(more).toEqual([]);
  });

  test("take the same coordinates in another order for the same", () => {
    const swapped = { ...sample, at: { elements: 8, kernel: "triad" }, round: 2, value: 3 };
    const found = seriesOf({
      runs: runsOf("a"),
      samples: [sample, swapped, { ...sample, round: 3, value: 5 }],
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ at: sample.at, repetitions: [[1, 3, 5]], rounds: [[1, 2, 3]] });
  });

  test("do not ask for the conditions under which a sample was measured", () => {
    const conditioned = { ...sample, conditions: { channels: 8 }, round: 2, value: 3 };
    expect(seriesOf({ runs: [], samples: [sample, conditioned] })).toMatchObject([{ repetitions: [[1, 3]] }]);
  });

  test.each([
    ["metrics", { metric: "stream-numa.rate" }],
    ["tools", { tool: "b" }],
    ["units", { unit: "GB/s" }],
    ["values of a coordinate", { at: { kernel: "triad", elements: 9 } }],
    ["sets of coordinates", { at: { kernel: "triad" } }],
  ])("never mix %s", (_, change) => {
    const other = { ...sample, ...change, value: 3 };
    const found = seriesOf({ runs: [], samples: [sample, other, sample] });
    expect(found.map(({ repetitions }) => repetitions)).toEqual([[[1, 1]], [[3]]]);
    expect(seriesKey(other)).not.toBe(seriesKey(sample));
    expect(found.map(({ key }) => key)).toEqual([seriesKey(sample), seriesKey(other)]);
  });

  test("come in the order in which they were first measured", () => {
    const samples = ["b.z", "a.z", "b.z", "c.z"].map((metric) => ({ ...sample, metric }));
    expect(seriesOf({ runs: [], samples }).map(({ metric }) => metric)).toEqual(["b.z", "a.z", "c.z"]);
    expect(seriesOf({ runs: [], samples: [] })).toEqual([]);
  });

  test("hold every sample of a whole configuration once", () => {
    const machine = madeUpMachine({ threads: 4, nodes: 2, hypervisor: "kvm" });
    const configuration = madeUpConfiguration({ gpu: "g", config: "c", machine, seed: 1, rounds: 3 });
    const found = seriesOf(configuration);
    const values = found.flatMap(({ repetitions }) => repetitions.flat());
    expect(values).toHaveLength(configuration.samples.length);
    expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
    for (const { rounds } of found) expect(rounds).toEqual([[1, 2, 3]]);
  });
});
