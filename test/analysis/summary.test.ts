import { describe, expect, test } from "bun:test";
import { summarize, sumUp } from "../../src/analysis/summary.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { Run } from "../../src/results/metadata.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { bareConfiguration } from "../report/fake_catalogue.ts";
import { emptyRun, firstSample as sample } from "../results/example.ts";
import { persistentNoise } from "./statistics/noise.ts";

function configuration(samples: readonly RecordedSample[], runs: readonly Run[] = []): Configuration {
  return bareConfiguration({ gpu: "no-gpu", config: "demo", samples, runs });
}

/** The values as rounds of one run, one after the other. */
function measured(values: readonly number[], changes: Partial<RecordedSample> = {}): RecordedSample[] {
  return values.map((value, i) => ({ ...sample, round: i + 1, value, ...changes }));
}

describe("summarize", () => {
  test("makes one row of all rounds of a series", () => {
    const [row, ...more] = summarize(configuration(measured([1, 10, 2, 9, 5])));
    expect(more).toEqual([]);
    expect(row).toEqual({
      gpu: "no-gpu",
      config: "demo",
      metric: "stream.rate",
      at: { kernel: "triad", elements: 8 },
      unit: "MB/s",
      median: 5,
      low: 1,
      high: 10,
      rounds: 5,
      repetitions: 1,
      tool: "a",
    });
  });

  test("makes one row of all boots, each of which counts alike", () => {
    const runs = ["a", "b"].map((bootId, i) => ({
      ...emptyRun,
      id: i + 1,
      machine: { ...emptyRun.machine, bootId },
    }));
    const samples = [...measured([99, 100, 101]), ...measured([104], { run: 2, round: 4 })];
    const [row, ...more] = summarize(configuration(samples, runs));
    expect(more).toEqual([]);
    expect(row).toMatchObject({ median: 102, rounds: 4, repetitions: 2 });
    // Half the difference of two, times Student's t of one degree of freedom.
    expect(row?.low).toBeCloseTo(102 - 2 * 12.706, 2);
    expect(row?.high).toBeCloseTo(102 + 2 * 12.706, 2);
  });

  test("counts runs where all are of one boot, and only those that measured the series", () => {
    const runs = [1, 2, 3].map((id) => ({ ...emptyRun, id }));
    const samples = [
      ...measured([5, 6]),
      ...measured([7], { run: 2, round: 3 }),
      ...measured([1], { run: 3, round: 4, metric: "stream.time-avg" }),
    ];
    const rows = summarize(configuration(samples, runs));
    expect(rows.map(({ metric, rounds, repetitions }) => ({ metric, rounds, repetitions }))).toEqual([
      { metric: "stream.rate", rounds: 3, repetitions: 2 },
      { metric: "stream.time-avg", rounds: 1, repetitions: 1 },
    ]);
  });

  test("draws intervals apart where a benchmark's rounds resemble the ones before, and only there", () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const persistent = persistentNoise(1, 0.8);
    const independent = persistentNoise(2, 0);
    const others = (series: (rounds: number) => number[], benchmark: string): RecordedSample[] =>
      Array.from({ length: 200 }, (_, size) =>
        measured(series(10), { benchmark, metric: `${benchmark}.x`, at: { size } }),
      ).flat();
    const [wide, narrow] = [persistent, independent].map((series) => {
      const rows = summarize(
        configuration([
          ...measured(values, { benchmark: "one", metric: "one.x" }),
          ...others(series, "one"),
          ...others(persistent, "other"),
        ]),
      );
      return (rows[0]?.high ?? 0) - (rows[0]?.low ?? 0);
    });
    expect((wide ?? 0) / (narrow ?? 1)).toBeGreaterThan(1.7);
  });

  test.each([
    ["metrics", { metric: "stream-numa.rate" }],
    ["tools", { tool: "b" }],
    ["units", { unit: "GB/s" }],
    ["values of a coordinate", { at: { kernel: "triad", elements: 9 } }],
    ["sets of coordinates", { at: { kernel: "triad" } }],
  ])("never mixes %s", (_, other) => {
    const rows = summarize(configuration([sample, { ...sample, ...other, value: 3 }, sample]));
    expect(rows.map((row) => ({ median: row.median, rounds: row.rounds }))).toEqual([
      { median: 1, rounds: 2 },
      { median: 3, rounds: 1 },
    ]);
  });

  test("takes the same coordinates in another order for the same", () => {
    const swapped = { ...sample, at: { elements: 8, kernel: "triad" }, value: 3 };
    expect(summarize(configuration([sample, swapped]))).toMatchObject([{ median: 2, rounds: 2 }]);
  });

  test("keeps the order in which the series were first measured", () => {
    const metrics = ["b.z", "a.z", "b.z", "c.z"];
    const rows = summarize(configuration(metrics.map((metric) => ({ ...sample, metric }))));
    expect(rows.map((row) => row.metric)).toEqual(["b.z", "a.z", "c.z"]);
  });

  test("of nothing is nothing", () => {
    expect(summarize(configuration([]))).toEqual([]);
  });
});

test("sumUp gives each row with the series that it sums up", () => {
  const of = configuration([...measured([1, 2, 3]), ...measured([7], { tool: "b" })]);
  const summed = sumUp(of);
  expect(summed.map(({ row }) => row)).toEqual(summarize(of));
  expect(summed.map(({ series }) => [series.tool, series.repetitions])).toEqual([
    ["a", [[1, 2, 3]]],
    ["b", [[7]]],
  ]);
});
