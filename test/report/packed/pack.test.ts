import { describe, expect, test } from "bun:test";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { buildPage } from "../../../src/report/model.ts";
import { formatNumber } from "../../../src/number_format.ts";
import { packGroup } from "../../../src/report/packed/pack.ts";
import { unpackGroup } from "../../../src/report/packed/unpack.ts";
import type { Beside, Member } from "../../../src/report/view/member.ts";
import { besideWords } from "../../../src/report/comparison/ratio_words.ts";
import { madeUpTree } from "../../report/made_up_tree.ts";

const { groups } = buildPage({
  tree: madeUpTree(),
  catalogue,
  baseline: null,
  version: "9",
  generatedAt: new Date("2026-11-22T19:18:44Z"),
});

/** As the page has it: through JSON. */
function roundTrip(members: readonly Member[]): Member[] {
  return unpackGroup(JSON.parse(JSON.stringify(packGroup(members))));
}

const pairs = groups.flatMap(({ members }) => {
  const back = roundTrip(members);
  return members.map((member, i) => ({ member, back: back[i] }));
});

const allSeries = pairs.flatMap(({ member, back }) =>
  member.series.map((own, i) => ({ own, back: back?.series[i] })),
);

describe("what comes out of a packed group", () => {
  test("is each configuration with everything but its numbers as it was", () => {
    expect(pairs.length).toBeGreaterThan(6);
    for (const { member, back } of pairs)
      expect({ ...back, series: [], regions: [] }).toEqual(
        JSON.parse(JSON.stringify({ ...member, series: [], regions: [] })),
      );
  });

  test("is each series of the same figure under the same conditions, with as many rounds", () => {
    expect(allSeries.length).toBeGreaterThan(500);
    for (const { own, back } of allSeries) {
      expect(back?.values).toHaveLength(own.values.length);
      const traits = ({ benchmark, metric, at, unit, tool, toolLabel, conditions }: typeof own) => ({
        benchmark,
        metric,
        at,
        unit,
        tool,
        toolLabel,
        conditions,
      });
      expect(back && traits(back)).toEqual(traits(own));
    }
  });

  test("has numbers to four digits and more, relative to the median", () => {
    for (const { own, back } of allSeries) {
      const size = Math.max(Math.abs(own.median), Math.abs(own.low), Math.abs(own.high));
      expect(Math.abs((back?.median ?? NaN) - own.median)).toBeLessThanOrEqual(6e-6 * size);
      expect(Math.abs((back?.low ?? NaN) - own.low)).toBeLessThanOrEqual(6e-6 * size);
      for (const [i, value] of own.values.entries())
        expect(Math.abs((back?.values[i] ?? NaN) - value)).toBeLessThanOrEqual(6e-4 * size);
    }
  });

  test("reads like the table on top, but where rounding twice moves the last digit", () => {
    const alike = allSeries.filter(
      ({ own, back }) => formatNumber(own.median) === formatNumber(back?.median ?? NaN),
    );
    expect(alike.length / allSeries.length).toBeGreaterThan(0.99);
  });

  test("has the same verdicts in nearly the same words", () => {
    const judged = allSeries.filter(({ own }) => own.beside !== null);
    expect(judged.length).toBeGreaterThan(200);
    for (const { own, back } of judged) {
      expect(back?.beside?.is).toBe(own.beside?.is);
      expect(back?.beside?.as).toBe(own.beside?.as);
      expect(back?.beside?.estimate).toBeCloseTo(own.beside?.estimate ?? NaN, 3);
    }
    for (const { member, back } of pairs) expect(back?.regions.length).toBe(member.regions.length);
  });
});

test("noise comes out as it was, what is not known too, and trials that follow upon each other", () => {
  const [{ member } = { member: null }] = pairs;
  if (member === null) throw new Error("there is no configuration");
  const point = { benchmark: "stream", run: 1, round: 1, minutes: 0, stealPercent: null };
  const noise = [
    { ...point, otherLoadPercent: 0, waitingPercent: 100 },
    { ...point, benchmark: "nccl", minutes: 0.29, otherLoadPercent: 1.15, waitingPercent: null },
    { ...point, run: 2, round: 3, minutes: 1440.07, otherLoadPercent: 0.01, waitingPercent: 57.29 },
  ];
  expect(roundTrip([{ ...member, noise }])[0]?.noise).toEqual(noise);
});

describe("a series of", () => {
  const member = groups.flatMap(({ members }) => members).find(({ series }) => series.length > 0);
  const [first] = member?.series ?? [];
  if (member === undefined || first === undefined) throw new Error("there is no series");
  const packed = (change: Partial<typeof first>) =>
    roundTrip([{ ...member, series: [{ ...first, ...change }] }])[0]?.series[0];

  test("nothing but zeros stays one", () => {
    const zero = { median: 0, low: 0, high: 0, values: [0, 0, 0] };
    expect(packed(zero)).toMatchObject(zero);
  });

  test("zeros in the middle keeps its ends", () => {
    expect(packed({ median: 0, low: -2.5, high: 7.25, values: [-2.5, 0, 7.25] })).toMatchObject({
      median: 0,
      low: -2.5,
      high: 7.25,
    });
  });

  test.each([1e-12, 1e-3, 1, 1e6, 1e18])("numbers around %p keeps their size", (size) => {
    const back = packed({ median: 1.2345 * size, low: 1.2 * size, high: 1.25 * size, values: [1.2 * size] });
    expect((back?.median ?? 0) / size).toBeCloseTo(1.2345, 4);
    expect((back?.values[0] ?? 0) / size).toBeCloseTo(1.2, 3);
  });

  test.each<Beside | null>([
    null,
    { is: "better", as: "change", estimate: 1.382, interval: { low: 1.36, high: 1.401 } },
    { is: "worse", as: "share", estimate: 0.972, interval: { low: 0.9, high: 1 } },
    { is: "undecided", as: "remainder", estimate: 1.02, interval: null },
    { is: "same", as: "share", estimate: 1, interval: { low: 1, high: 1 } },
  ])("a verdict or none keeps it: %p", (beside) => {
    const back = packed({ beside })?.beside ?? null;
    if (beside === null) expect(back).toBeNull();
    else expect(back && besideWords(back, "host")).toBe(besideWords(beside, "host"));
  });
});
