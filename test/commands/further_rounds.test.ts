import { describe, expect, test } from "bun:test";
import type { Until } from "../../src/benchmarks/settings.ts";
import { type FurtherRounds, furtherRounds } from "../../src/commands/further_rounds.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import type { EndedTrial } from "../../src/runner/given_up.ts";
import { type Clock, startClock } from "../../src/runner/time_left.ts";
import { command, planned, planOf, settings } from "../runner/examples.ts";

const until: Until = { percent: 1, budgetSeconds: 100 };
const metric = { label: "", unit: "x", better: "higher", role: "target" } as const;

function benchmarkOf(id: string, labels: readonly string[]): ReturnType<typeof planned> {
  return planned([command("true")], {
    id,
    metrics: labels.map((_, i) => ({ id: `${id}.${i}`, ...metric })),
    headlines: labels.map((label, i) => ({ label, metric: `${id}.${i}`, at: {} })),
  });
}

const steady = [100, 100, 100, 100, 100, 100];
const noisy = [90, 110, 90, 110, 90, 110];

/** A run that is measured by hand, each trial taking a second. */
class Run {
  readonly clock: Clock;
  readonly further: FurtherRounds;
  private readonly rounds = new Map<string, number>();

  constructor(
    what: Until | null = until,
    earlier: { trials: readonly EndedTrial[]; samples: readonly RecordedSample[] } = {
      trials: [],
      samples: [],
    },
  ) {
    const plan = planOf([benchmarkOf("a", ["A"]), benchmarkOf("b", ["B, first", "B, second"])], {
      settings: { ...settings, rounds: 6, until: what },
    });
    const timed = earlier.trials.map(({ benchmark }) => ({ benchmark, noise: { wallSeconds: 1 } }));
    this.clock = startClock(plan, new Map(Object.entries({ a: 6, b: 6 })), timed);
    this.further = furtherRounds({ plan, clock: this.clock, earlier });
  }

  /** One round of a benchmark, which gives each of its figures a value, or none. */
  trial(
    benchmark: string,
    values: readonly (number | null)[],
    { wallSeconds = 1, endedBy = "itself" }: { wallSeconds?: number; endedBy?: "itself" | "limit" } = {},
  ): void {
    const round = (this.rounds.get(benchmark) ?? 0) + 1;
    this.rounds.set(benchmark, round);
    this.clock.finished({ benchmark, noise: { wallSeconds } });
    this.further.finished(
      { benchmark, round, executions: [{ endedBy }] },
      Run.samplesOf(benchmark, round, values),
    );
  }

  /** Rounds of a benchmark with one list of values a figure. */
  trials(benchmark: string, ...figures: readonly (readonly number[])[]): void {
    for (const i of figures[0]?.keys() ?? [])
      this.trial(
        benchmark,
        figures.map((values) => values[i] ?? null),
      );
  }

  static samplesOf(benchmark: string, round: number, values: readonly (number | null)[]): RecordedSample[] {
    return values.flatMap((value, i) =>
      value === null
        ? []
        : [{ run: 1, round, benchmark, metric: `${benchmark}.${i}`, at: {}, value, unit: "x", tool: "t" }],
    );
  }

  get needing(): string[] {
    return ["a", "b"].filter((id) => this.further.needsMore(id));
  }
}

describe("a benchmark needs more", () => {
  test("as long as one of its headline figures is not within what was asked", () => {
    const run = new Run();
    run.trials("a", steady);
    run.trials("b", steady, noisy);
    expect(run.needing).toEqual(["b"]);
    expect(run.further.standing("a")).toBe("within ±1 %");
    expect(run.further.standing("b")).toBe("±10 %, until ±1 %");
    for (let i = 0; i < 30; i += 1) run.trial("b", [100, 100]);
    expect(run.needing).toEqual([]);
    expect(run.further.standing("b")).toBe("within ±1 %");
    expect(run.further.shortfall()).toBeNull();
  });

  test("below six rounds, and says so", () => {
    const run = new Run();
    run.trials("a", steady.slice(1));
    expect(run.needing).toEqual(["a"]);
    expect(run.further.standing("a")).toBe("fewer than 6 rounds, until ±1 %");
    run.trial("a", [100]);
    expect(run.needing).toEqual([]);
  });

  test("never in a run of ordinary rounds", () => {
    const run = new Run(null);
    run.trials("a", noisy);
    expect(run.needing).toEqual([]);
    expect(run.further.shortfall()).toBeNull();
    expect(run.further.timeLeft()).toEqual({ least: 12, most: 12 });
  });

  test("not when none of its figures got a value", () => {
    const run = new Run();
    for (let i = 0; i < 6; i += 1) run.trial("b", [null, null]);
    expect(run.needing).toEqual([]);
    expect(run.further.shortfall()).toBeNull();
  });

  test("not when what is not yet sure got no value in two rounds running", () => {
    const run = new Run();
    run.trials("b", steady, noisy);
    run.trial("b", [100, null]);
    expect(run.needing).toEqual(["b"]);
    run.trial("b", [100, null]);
    expect(run.needing).toEqual([]);
    expect(run.further.shortfall()).toBe("not within ±1 %: B, second (±10 %)");
  });

  test("not when it is given up", () => {
    const run = new Run();
    run.trials("a", noisy);
    run.trial("a", [100], { endedBy: "limit" });
    expect(run.needing).toEqual(["a"]);
    run.trial("a", [100], { endedBy: "limit" });
    expect(run.needing).toEqual([]);
  });

  test("by what an earlier process of the run measured, too", () => {
    const trials = noisy.map((_, i): EndedTrial => ({ benchmark: "a", round: i + 1, executions: [] }));
    const samples = noisy.flatMap((value, i) => Run.samplesOf("a", i + 1, [value]));
    const run = new Run(until, { trials, samples });
    expect(run.further.standing("a")).toBe("±10 %, until ±1 %");
    expect(run.needing).toEqual(["a"]);
    expect(run.clock.secondsSpent()).toBe(6);
  });
});

describe("the budget", () => {
  test("has room for a trial of the mean length, and for no longer one", () => {
    const run = new Run({ ...until, budgetSeconds: 40 });
    for (const value of noisy) run.trial("a", [value], { wallSeconds: 1 });
    for (const value of noisy) run.trial("b", [value, value], { wallSeconds: 5 });
    expect(run.needing).toEqual(["a"]);
    for (let i = 0; i < 4; i += 1) run.trial("a", [i % 2 === 0 ? 90 : 110], { wallSeconds: 1 });
    expect(run.clock.secondsSpent()).toBe(40);
    expect(run.needing).toEqual([]);
    expect(run.further.shortfall()).toBe(
      "not within ±1 % when the 0:40 of --budget were spent: A (±10 %); B, first (±10 %); B, second (±10 %)",
    );
  });
});

describe("the time left", () => {
  test("is between the ordinary rounds and the budget, and at most the rest of it behind them", () => {
    const run = new Run();
    expect(run.further.timeLeft()).toEqual({ least: 24, most: 100 });
    run.trials("a", steady);
    expect(run.further.timeLeft()).toEqual({ least: 12, most: 94 });
    run.trials("b", steady, noisy);
    expect(run.further.timeLeft()).toEqual({ least: 0, most: 88 });
  });

  test("is nothing when all is sure", () => {
    const run = new Run();
    run.trials("a", steady);
    run.trials("b", steady, steady);
    expect(run.further.timeLeft()).toEqual({ least: 0, most: 0 });
  });

  test("is that of the ordinary rounds where the budget is less", () => {
    expect(new Run({ ...until, budgetSeconds: 5 }).further.timeLeft()).toEqual({ least: 24, most: 24 });
  });
});

test("how sure a figure is is rounded up, so that it does not look sure enough", () => {
  const run = new Run();
  run.trials("a", [98.98, 101.02, 98.98, 101.02, 98.98, 101.02]);
  expect(run.further.standing("a")).toBe("±1.1 %, until ±1 %");
});
