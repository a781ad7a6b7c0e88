import { describe, expect, test } from "bun:test";
import type { EndedTrial } from "../../src/runner/given_up.ts";
import type { Plan } from "../../src/runner/plan.ts";
import { runRounds, type Position } from "../../src/runner/run_rounds.ts";
import type { FinishedTrial } from "../../src/runner/trial.ts";
import { command, noFiles, noSampler, planned, planOf, settings } from "./examples.ts";

const plan = planOf([planned([command("echo 1")], { id: "a" }), planned([command("echo 2")], { id: "b" })]);

/** What happened, in order: `start` and `end` of benchmark and round. */
async function events(
  options: Partial<Parameters<typeof runRounds>[0]> & { afterEach?: (event: string) => void },
): Promise<string[]> {
  const log: string[] = [];
  const tell = (event: string): void => {
    log.push(event);
    options.afterEach?.(event);
  };
  const trials = runRounds({
    plan,
    firstRound: 1,
    earlier: [],
    sampler: noSampler,
    files: noFiles,
    signal: new AbortController().signal,
    needsMore: () => false,
    onTrialStart: ({ benchmark, roundOfRun, rounds }: Position) =>
      tell(`start ${benchmark} ${roundOfRun}/${rounds}`),
    ...options,
  });
  for await (const { benchmark, round } of trials) tell(`end ${benchmark} ${round}`);
  return log;
}

function ended(benchmark: string, round: number, endedBy: "itself" | "limit" = "itself"): EndedTrial {
  return { benchmark, round, executions: [{ endedBy: "itself" }, { endedBy }] };
}

const twoRounds = { ...plan, settings: { ...settings, rounds: 2 } };

describe("rounds", () => {
  test("run all benchmarks in the plan's order, one round after the other", async () => {
    expect(await events({ plan: twoRounds })).toEqual([
      "start a 1/2",
      "end a 1",
      "start b 1/2",
      "end b 1",
      "start a 2/2",
      "end a 2",
      "start b 2/2",
      "end b 2",
    ]);
  });

  test("are numbered on within the configuration", async () => {
    const log = await events({ plan: twoRounds, firstRound: 11 });
    expect(log.filter((event) => event.includes(" a "))).toEqual([
      "start a 1/2",
      "end a 11",
      "start a 2/2",
      "end a 12",
    ]);
  });

  test("leave out what is done, by its number within the configuration", async () => {
    const earlier = [ended("a", 11), ended("b", 11), ended("b", 12)];
    expect(await events({ plan: twoRounds, firstRound: 11, earlier })).toEqual(["start a 2/2", "end a 12"]);
  });

  test("end when aborted between trials", async () => {
    const controller = new AbortController();
    const log = await events({
      signal: controller.signal,
      afterEach: (event) => {
        if (event === "end a 1") controller.abort();
      },
    });
    expect(log).toEqual(["start a 1/3", "end a 1"]);
  });

  test("end when aborted within a trial, which is not told of", async () => {
    const controller = new AbortController();
    const sleeping = planOf([planned([command("exec sleep 1000")], { id: "a" })]);
    const log = await events({
      plan: sleeping,
      signal: controller.signal,
      afterEach: () => controller.abort(),
    });
    expect(log).toEqual(["start a 1/3"]);
  });

  test("of no benchmark are none", async () => {
    expect(await events({ plan: planOf([]) })).toEqual([]);
  });
});

describe("further rounds", () => {
  /** Says of each benchmark that it needs more, as often as is given. */
  const times = (counts: Record<string, number>, log: readonly string[]) => (benchmark: string) =>
    log.filter((event) => event.startsWith(`end ${benchmark} `)).length < (counts[benchmark] ?? 0);
  const needing = async (
    counts: Record<string, number>,
    options: Parameters<typeof events>[0],
  ): Promise<string[]> => {
    const seen: string[] = [];
    const afterEach = (event: string): void => {
      seen.push(event);
      options.afterEach?.(event);
    };
    return events({ plan: twoRounds, ...options, needsMore: times(counts, seen), afterEach });
  };

  test("are of those benchmarks alone that need more, until none does", async () => {
    const log = await needing({ a: 3, b: 5 }, {});
    expect(log.filter((event) => event.startsWith("start"))).toEqual([
      "start a 1/2",
      "start b 1/2",
      "start a 2/2",
      "start b 2/2",
      "start a 3/2",
      "start b 3/2",
      "start b 4/2",
      "start b 5/2",
    ]);
    expect(log.at(-1)).toBe("end b 5");
  });

  test("go on where an earlier process of the run ended, through rounds in which nothing is left to do", async () => {
    const earlier = [
      ...[11, 12].flatMap((round) => [ended("a", round), ended("b", round)]),
      ...[13, 14].map((round) => ended("b", round)),
    ];
    const log = await needing({ b: 2 }, { firstRound: 11, earlier });
    expect(log).toEqual(["start b 5/2", "end b 15", "start b 6/2", "end b 16"]);
  });

  test("complete the one that was cut short", async () => {
    const earlier = [...[1, 2].flatMap((round) => [ended("a", round), ended("b", round)]), ended("a", 3)];
    expect(await needing({ b: 1 }, { earlier })).toEqual(["start b 3/2", "end b 3"]);
  });

  test("end with the thousandth round, whatever is needed", async () => {
    const earlier = Array.from({ length: 998 }, (_, i) => [ended("a", i + 1), ended("b", i + 1)]).flat();
    const log = await needing({ a: Infinity }, { earlier });
    expect(log).toEqual(["start a 999/2", "end a 999", "start a 1000/2", "end a 1000"]);
  });

  test("end when aborted", async () => {
    const controller = new AbortController();
    const afterEach = (event: string): void => {
      if (event === "end a 4") controller.abort();
    };
    const log = await needing({ a: Infinity }, { signal: controller.signal, afterEach });
    expect(log.slice(-2)).toEqual(["start a 4/2", "end a 4"]);
  });
});

describe("a benchmark that hangs", () => {
  const hanging = command("exec sleep 1000", { limitSeconds: 0.05 });
  const notice =
    "a was ended by its time limit in two rounds running, so its remaining rounds are not started";
  const withRounds = (rounds: number): Plan => ({
    ...planOf([planned([hanging], { id: "a" }), planned([command("echo 2")], { id: "b" })]),
    settings: { ...settings, rounds },
  });

  async function trialsOf(
    what: Plan,
    earlier: readonly EndedTrial[] = [],
    needsMore: (benchmark: string) => boolean = () => false,
  ): Promise<FinishedTrial[]> {
    return Array.fromAsync(
      runRounds({
        plan: what,
        firstRound: 1,
        earlier,
        files: noFiles,
        sampler: noSampler,
        signal: new AbortController().signal,
        needsMore,
        onTrialStart: () => {},
      }),
    );
  }

  test("in two rounds is not started again, which is told once, and the others go on", async () => {
    const trials = await trialsOf(withRounds(4));
    expect(trials.map(({ benchmark, round }) => `${benchmark} ${round}`)).toEqual([
      "a 1",
      "b 1",
      "a 2",
      "b 2",
      "b 3",
      "b 4",
    ]);
    expect(trials.flatMap(({ round, notices }) => notices.map((told) => `${round} ${told}`))).toEqual([
      `2 ${notice}`,
    ]);
  });

  test("in the last two rounds has nothing to be left out", async () => {
    expect((await trialsOf(withRounds(2))).flatMap(({ notices }) => notices)).toEqual([]);
  });

  test("is not started by a process that goes on with the run", async () => {
    const earlier = [ended("a", 1, "limit"), ended("a", 2, "limit")];
    const trials = await trialsOf(withRounds(3), earlier);
    expect(trials.map(({ benchmark }) => benchmark)).toEqual(["b", "b", "b"]);
  });

  test("in further rounds is not started again, and neither are the others for its sake", async () => {
    const trials = await trialsOf(withRounds(1), [], (benchmark) => benchmark === "a");
    expect(trials.map(({ benchmark, round, notices }) => [benchmark, round, ...notices])).toEqual([
      ["a", 1],
      ["b", 1],
      ["a", 2, notice],
    ]);
  });

  test("only now and then is tried again", async () => {
    const earlier = [ended("b", 1, "limit"), ended("b", 2), ended("b", 3, "limit")];
    const trials = await trialsOf(withRounds(5), earlier);
    expect(trials.filter(({ benchmark }) => benchmark === "b").map(({ round }) => round)).toEqual([4, 5]);
  });
});
