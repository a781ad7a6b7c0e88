import { expect, test } from "bun:test";
import { compare } from "../../../src/analysis/comparison/compare.ts";
import type { Comparison, Judged } from "../../../src/analysis/comparison/comparison.ts";
import { witnessesOf } from "../../../src/analysis/comparison/side.ts";
import { gather } from "../../../src/analysis/gathered.ts";
import { madeUpGpus } from "../../report/made_up_machine.ts";
import { around, comparedCatalogue, type MadeUpFigure, madeUpRuns, madeUpSide } from "./made_up_side.ts";

function compared(
  base: readonly MadeUpFigure[],
  candidate: readonly MadeUpFigure[],
  threshold?: number,
): Comparison {
  return compare(madeUpSide("base", base), madeUpSide("candidate", candidate), [], threshold);
}

function only({ judged }: Comparison): Judged {
  const [figure, ...more] = judged;
  if (figure === undefined || more.length > 0) throw new Error(`${judged.length} figures were judged`);
  return figure;
}

const one = (metric: string, values: readonly number[]): MadeUpFigure[] => [{ metric, runs: [values] }];

test("a ratio above 1 is better, whichever way the metric goes", () => {
  const faster = only(compared(one("speed.rate", around(100)), one("speed.rate", around(110))));
  expect(faster.verdict).toEqual({ is: "better" });
  expect(faster.ratio.estimate).toBeCloseTo(1.1, 6);
  expect(faster).toMatchObject({ rounds: { base: 10, candidate: 10 }, basis: "rounds", runToRun: null });
  expect(faster.base).toBeCloseTo(100, 1);
  expect(faster.candidate).toBeCloseTo(110, 1);

  const longer = only(compared(one("speed.time", around(100)), one("speed.time", around(110))));
  expect(longer.verdict).toEqual({ is: "worse" });
  expect(longer.ratio.estimate).toBeCloseTo(1 / 1.1, 6);
  expect(longer.candidate).toBeCloseTo(110, 1);
});

test("a loss is compared by what is left, so that zero is a value as any", () => {
  const none = Array.from({ length: 10 }, (_, i) => 0.0001 * i);
  const figure = only(compared(one("speed.loss", around(20)), one("speed.loss", none)));
  expect(figure.verdict).toEqual({ is: "better" });
  expect(figure.ratio.estimate).toBeCloseTo(1.25, 3);
  expect(figure.base).toBeCloseTo(20, 1);
});

test("a difference within the threshold is none, and one at its edge is undecided", () => {
  const pair = [one("speed.rate", around(100)), one("speed.rate", around(100.5))] as const;
  expect(only(compared(...pair)).verdict).toEqual({ is: "same" });
  expect(only(compared(...pair, 0.001)).verdict).toEqual({ is: "better" });
  expect(only(compared(...pair, 0.005)).verdict).toMatchObject({ is: "undecided" });
});

test("noise that could be either is undecided, and says what would decide", () => {
  const noisy = (middle: number): MadeUpFigure[] => one("speed.rate", around(middle, 0.05));
  const { verdict } = only(compared(noisy(100), noisy(103)));
  expect(verdict).toMatchObject({ is: "undecided", because: "wide" });
  if (verdict.is !== "undecided" || verdict.further === null) throw new Error("nothing would decide");
  expect(verdict.further.of).toBe("rounds");
  expect(verdict.further.count).toBeGreaterThan(5);
});

test("details get no verdict", () => {
  const details = one("speed.detail", around(1));
  expect(compared(details, details)).toMatchObject({ judged: [], incomparable: [] });
});

test("what one figure shows by chance is no discovery among many", () => {
  // 79 of 100 pairs are higher: p is about 0.03 by itself.
  const base = [0, 7, 3, 9, 1, 6, 2, 8, 4, 5].map((step) => 100 + step);
  const candidate = base.map((value) => value + 3.05);
  const alone = only(compared(one("speed.rate", base), one("speed.rate", candidate)));
  expect(alone.p).toBeLessThan(0.05);
  const still = Array.from({ length: 12 }, (_, i): MadeUpFigure => ({
    metric: "speed.time",
    at: { place: i },
    runs: [around(1)],
  }));
  const { judged } = compared(
    [...one("speed.rate", base), ...still],
    [...one("speed.rate", candidate), ...still],
  );
  const among = judged.find(({ metric }) => metric.id === "speed.rate");
  expect(among?.ratio).toEqual(alone.ratio);
  expect(among?.p).toBeGreaterThan(0.05);
  expect(among?.verdict).toMatchObject({ is: "undecided", because: "chance" });
});

test("rounds that climb together are worth fewer than they are", () => {
  const shuffled = [0, 7, 3, 9, 1, 6, 2, 8, 4, 5].map((step) => 100 + step);
  const climbing = shuffled.toSorted((a, b) => a - b);
  const pair = (values: readonly number[]) =>
    only(
      compared(
        one("speed.rate", values),
        one(
          "speed.rate",
          values.map((value) => value + 6.05),
        ),
      ),
    );
  expect(pair(shuffled).verdict).toEqual({ is: "better" });
  expect(pair(climbing).verdict).toMatchObject({ is: "undecided" });
  expect(pair(climbing).ratio.estimate).toBe(pair(shuffled).ratio.estimate);
});

function curve(values: (place: number) => readonly number[]): MadeUpFigure[] {
  return [10, 11, 12, 20, 21, 22, 100].map((place) => ({
    metric: "curve.rate",
    at: { place },
    runs: [values(place)],
  }));
}

test("a curve is compared by regions and by points, and points follow their region", () => {
  const { judged } = compared(
    curve(() => around(100)),
    curve((place) => around(place < 20 ? 90 : 100)),
  );
  const verdicts = judged.map(({ kind, at, verdict }) => [kind, at["region"] ?? at["place"], verdict.is]);
  expect(verdicts).toEqual([
    ["point", 10, "worse"],
    ["point", 11, "worse"],
    ["point", 12, "worse"],
    ["point", 20, "same"],
    ["point", 21, "same"],
    ["point", 22, "same"],
    ["region", "tens 1", "worse"],
    ["region", "tens 2", "same"],
  ]);
  const region = judged.find(({ at }) => at["region"] === "tens 1");
  expect(region?.ratio.estimate).toBeCloseTo(0.9, 6);
  expect(region?.at).toEqual({ region: "tens 1" });
});

test("a region is over the points and rounds that both sides have whole", () => {
  const base = curve(() => around(100));
  const candidate = curve((place) => (place === 11 ? around(50).slice(0, 5) : around(100))).filter(
    ({ at }) => at?.["place"] !== 12,
  );
  const { judged } = compared(base, candidate);
  const region = judged.find(({ at }) => at["region"] === "tens 1");
  expect(region?.rounds).toEqual({ base: 10, candidate: 5 });
  expect(region?.ratio.estimate).toBeCloseTo(Math.sqrt(0.5), 3);
  expect(judged.some(({ at }) => at["place"] === 12)).toBe(false);
});

/** Runs that lie apart by far more than their rounds. */
function jumpy(middle: number, factors: readonly number[]): MadeUpFigure[] {
  return [{ metric: "speed.rate", runs: factors.map((factor) => around(middle * factor)) }];
}

test("with several runs a side only what is more than their own differences counts", () => {
  const base = jumpy(100, [0.95, 1.02, 1.04, 0.99]);
  const figure = only(compared(base, jumpy(103, [1.05, 0.98, 0.96, 1.01])));
  expect(figure).toMatchObject({ basis: "runs", verdict: { is: "undecided", further: { of: "runs" } } });
  expect(figure.runToRun).toBeNull();
  const clear = only(compared(base, jumpy(150, [1.05, 0.98, 0.96, 1.01])));
  expect(clear.verdict).toEqual({ is: "better" });
});

test("one run a side takes what another configuration's boots tell", () => {
  const base = madeUpSide("base", one("speed.rate", around(100)));
  const candidate = madeUpSide("candidate", one("speed.rate", around(103)));
  const told = only(compare(base, candidate, []));
  expect(told.verdict).toEqual({ is: "better" });

  const other = madeUpRuns("other", jumpy(500, [0.95, 1.02, 1.04, 0.99]));
  const silent = madeUpRuns("silent", one("speed.rate", around(7)));
  const cautious = only(
    compare(base, candidate, witnessesOf([silent, other].map(gather), comparedCatalogue)),
  );
  expect(cautious).toMatchObject({
    basis: "rounds and the group's runs",
    runToRun: { from: ["other"], of: "boot" },
    verdict: { is: "undecided" },
  });
  // The standard deviation of ln 0.95, 1.02, 1.04, 0.99.
  expect(cautious.runToRun?.deviation).toBeCloseTo(0.0404, 3);
  expect(cautious.ratio.estimate).toBeCloseTo(told.ratio.estimate, 9);
  expect(cautious.ratio.low).toBeLessThan(told.ratio.low);
  expect(cautious.ratio.high).toBeGreaterThan(told.ratio.high);
});

test("runs of one boot tell as runs, and a steady witness never makes surer than the rounds are", () => {
  const base = madeUpSide("base", one("speed.rate", around(100)));
  const candidate = madeUpSide("candidate", one("speed.rate", around(101)));
  const steady = madeUpRuns("steady", jumpy(500, [1, 1, 1]), { boots: ["same", "same", "same"] });
  const figure = only(compare(base, candidate, witnessesOf([gather(steady)], comparedCatalogue)));
  expect(figure.runToRun).toMatchObject({ of: "run", from: ["steady"] });
  expect(figure.ratio).toEqual(only(compare(base, candidate, [])).ratio);
});

test("runs of one boot are one repetition where others were booted", () => {
  const runs = jumpy(100, [1, 1.001, 1.05]);
  const side = madeUpSide("base", runs, { boots: ["first", "first", "second"] });
  expect(side.repetitions).toMatchObject({ of: "boot", count: 2 });
  const [comparable] = Array.from(side.comparables.values());
  expect(comparable?.repetitions.map(({ length }) => length)).toEqual([20, 10]);
});

test("smoke runs, too few rounds and values without a ratio are not compared, and say why", () => {
  const rates = one("speed.rate", around(100));
  const smoke = compare(madeUpSide("a", rates, { profile: "smoke" }), madeUpSide("b", rates), []);
  expect(smoke.judged).toEqual([]);
  expect(smoke.incomparable).toMatchObject([{ because: { kind: "smoke", sides: ["base"] } }]);

  const few = compared(rates, one("speed.rate", [1, 2, 3]));
  expect(few.incomparable).toMatchObject([{ because: { kind: "few rounds", base: 10, candidate: 3 } }]);

  for (const value of [0, -1, Infinity]) {
    const { judged, incomparable } = compared(rates, one("speed.rate", [...around(100), value]));
    expect(judged).toEqual([]);
    expect(incomparable).toMatchObject([{ because: { kind: "no ratio", value } }]);
  }
});

test("another tool, size or place is told, once a curve", () => {
  const { judged, incomparable } = compared(
    [
      { metric: "speed.rate", at: { elements: 80 }, runs: [around(1)] },
      { metric: "speed.time", tool: "ours", runs: [around(1)] },
      ...curve(() => around(1)).map((figure) => ({ ...figure, at: { ...figure.at, transport: "NVLink" } })),
    ],
    [
      { metric: "speed.rate", at: { elements: 40 }, runs: [around(1)] },
      { metric: "speed.time", tool: "theirs", runs: [around(1)] },
      ...curve(() => around(1)).map((figure) => ({ ...figure, at: { ...figure.at, transport: "SHM" } })),
    ],
  );
  expect(judged).toEqual([]);
  expect(incomparable.map(({ because }) => because)).toEqual([
    { kind: "differs", differences: [{ name: "elements", base: 80, candidate: 40 }] },
    { kind: "differs", differences: [{ name: "tool", base: "ours", candidate: "theirs" }] },
    { kind: "differs", differences: [{ name: "transport", base: "NVLink", candidate: "SHM" }] },
  ]);
});

test("what only one side has is told with what became of it there", () => {
  const both = one("speed.rate", around(100));
  const failed = {
    benchmark: "curve",
    status: "failed",
    because: "it exited with 1",
    output: "",
    failedRounds: 10,
    rounds: 10,
  } as const;
  const base = madeUpSide("base", [...both, ...curve(() => around(1))]);
  const candidate = madeUpSide("candidate", both);
  const without = { ...candidate, configuration: { ...candidate.configuration, outcomes: [failed] } };
  expect(compare(base, without, []).incomparable.map(({ because }) => because)).toEqual([
    { kind: "absent", from: "candidate", outcome: failed },
  ]);
  expect(compare(candidate, base, []).incomparable.map(({ because }) => because)).toEqual([
    { kind: "absent", from: "base", outcome: null },
  ]);
});

test("a figure over all GPUs is not compared across different numbers of them", () => {
  const base = madeUpSide("base", one("speed.worst", around(50)));
  const { machine } = base.configuration;
  if (machine === null) throw new Error("a made-up machine is known");
  const more = {
    ...base,
    configuration: {
      ...base.configuration,
      machine: { ...machine, gpus: madeUpGpus(1) },
    },
  };
  expect(compare(base, base, []).judged.length).toBe(1);
  expect(compare(base, more, []).incomparable).toMatchObject([
    { because: { kind: "differs", differences: [{ name: "GPUs", base: 0, candidate: 1 }] } },
  ]);
});

test("the verdict does not depend on which is called the base", () => {
  const [slow, fast] = [one("speed.time", around(100, 0.01)), one("speed.time", around(90, 0.01))];
  const forth = only(compared(slow, fast));
  const back = only(compared(fast, slow));
  expect(forth.verdict).toEqual({ is: "better" });
  expect(back.verdict).toEqual({ is: "worse" });
  expect(back.ratio.estimate).toBeCloseTo(1 / forth.ratio.estimate, 9);
  expect(back.ratio.low).toBeCloseTo(1 / forth.ratio.high, 9);
  expect(back.p).toBeCloseTo(forth.p, 12);
});
