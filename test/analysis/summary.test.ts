import { describe, expect, test } from "bun:test";
import { summarize } from "../../src/analysis/summary.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { bareConfiguration } from "../report/fake_catalogue.ts";

const sample: RecordedSample = {
  run: 1,
  round: 1,
  benchmark: "stream",
  metric: "stream.rate",
  at: { kernel: "triad", elements: 8 },
  value: 1,
  unit: "MB/s",
  tool: "a",
};

function configuration(samples: readonly RecordedSample[]): Configuration {
  return bareConfiguration({ gpu: "no-gpu", config: "demo", samples });
}

describe("summarize", () => {
  test("makes one row of all rounds and runs of a series", () => {
    const samples = Array.from({ length: 10 }, (_, index) => ({
      ...sample,
      run: 1 + (index % 2),
      round: index + 1,
      value: index + 1,
    }));
    expect(summarize(configuration(samples))).toEqual([
      {
        gpu: "no-gpu",
        config: "demo",
        metric: "stream.rate",
        at: { kernel: "triad", elements: 8 },
        unit: "MB/s",
        median: 5.5,
        low: 2,
        high: 9,
        rounds: 10,
        tool: "a",
      },
    ]);
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
