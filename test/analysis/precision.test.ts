import { describe, expect, test } from "bun:test";
import { headlinePrecisions } from "../../src/analysis/precision.ts";
import { summarize } from "../../src/analysis/summary.ts";
import type { Coordinates } from "../../src/benchmarks/metric.ts";
import { stream } from "../../src/benchmarks/stream.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { seededRandom } from "../benchmarks/formats/broken_output.ts";
import { bareConfiguration } from "../report/fake_catalogue.ts";

const triad = { kernel: "triad", elements: 8 };

/** One value a round, from round 1 on. */
function samples(
  values: readonly number[],
  what: { metric?: string; at?: Coordinates; firstRound?: number } = {},
): RecordedSample[] {
  const { metric = "stream.rate", at = triad, firstRound = 1 } = what;
  return values.map((value, i) => ({
    run: 1,
    round: firstRound + i,
    benchmark: "stream",
    metric,
    at,
    value,
    unit: "MB/s",
    tool: "ours",
  }));
}

function percents(all: readonly RecordedSample[]): number[] {
  return headlinePrecisions(stream, all).map(({ percent }) => percent);
}

describe("the precision of a headline figure", () => {
  test("is how far its interval reaches to the farther side, in percent of it", () => {
    // Of six values it ends at 9/14 of the outermost and 5/14 of the next.
    const [percent = NaN] = percents(samples([100, 101, 100, 106, 100, 100]));
    expect(percent).toBeCloseTo((9 * 6 + 5 * 1) / 14, 10);
  });

  test("is that of the interval which the report shows of one run", () => {
    const random = seededRandom(7);
    for (const rounds of [6, 7, 10, 33]) {
      const drifting = Array.from({ length: rounds }, (_, i) => 100 + i / 4 + random());
      const steady = Array.from({ length: rounds }, () => 50 + random());
      const all = [...samples(drifting), ...samples(steady, { at: { ...triad, kernel: "copy" } })];
      const [row] = summarize(bareConfiguration({ gpu: "no-gpu", config: "demo", samples: all }));
      const { median = NaN, low = NaN, high = NaN } = row ?? {};
      expect(percents(all)).toEqual([(100 * Math.max(high - median, median - low)) / median]);
    }
  });

  test("is none below six rounds, however alike they are", () => {
    expect(percents(samples([1, 1, 1, 1, 1]))).toEqual([Infinity]);
    expect(percents(samples([1, 1, 1, 1, 1, 1]))).toEqual([0]);
  });

  test("of a loss counts by what is left", () => {
    const at = { kernel: "triad", elements: 8 };
    const losses = [0.5, 1.5, 0.5, 1.5, 0.5, 1.5];
    const [loss = NaN] = percents(samples(losses, { metric: "stream-numa.penalty", at }));
    const [left = NaN] = percents(samples(losses.map((value) => 100 - value)));
    expect(loss).toBeCloseTo(left, 10);
    expect(loss).toBeLessThan(1);
  });

  test("of zeros is perfect, and of what varies about zero never enough", () => {
    expect(percents(samples([0, 0, 0, 0, 0, 0]))).toEqual([0]);
    expect(percents(samples([0, 0, 0, 0, 0, 0, 5, 0].with(0, 5).with(1, 5)))).toEqual([Infinity]);
  });

  test("is never perfect where nothing is left", () => {
    const [percent] = percents(samples([100, 100, 100, 100, 90, 100], { metric: "stream-numa.penalty" }));
    expect(percent).toBe(Infinity);
  });

  test("is one for each series that it matches, with the last round that gave a value", () => {
    const all = [
      ...samples([1, 1, 1, 1, 1, 1], { firstRound: 11 }),
      ...samples([2, 2], { at: { ...triad, elements: 9 }, firstRound: 20 }),
      ...samples([5, 9], { at: { ...triad, kernel: "copy" } }),
      ...samples([5, 9], { metric: "stream.time-avg" }),
    ];
    const found = headlinePrecisions(stream, all);
    expect(found.map(({ headline, percent, lastRound }) => [headline.label, percent, lastRound])).toEqual([
      ["Bandwidth, Triad", 0, 16],
      ["Bandwidth, Triad", Infinity, 21],
    ]);
  });

  test("is missing where nothing was measured", () => {
    expect(headlinePrecisions(stream, [])).toEqual([]);
  });
});
