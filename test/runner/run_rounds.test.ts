import { describe, expect, test } from "bun:test";
import { runRounds, type Position } from "../../src/runner/run_rounds.ts";
import { command, noFiles, planned, planOf, settings } from "./examples.ts";

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
    isDone: () => false,
    files: noFiles,
    signal: new AbortController().signal,
    onTrialStart: ({ benchmark, roundOfRun, rounds }: Position) =>
      tell(`start ${benchmark} ${roundOfRun}/${rounds}`),
    ...options,
  });
  for await (const { benchmark, round } of trials) tell(`end ${benchmark} ${round}`);
  return log;
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
    const done = new Set(["a 11", "b 11", "b 12"]);
    const isDone = (benchmark: string, round: number): boolean => done.has(`${benchmark} ${round}`);
    expect(await events({ plan: twoRounds, firstRound: 11, isDone })).toEqual(["start a 2/2", "end a 12"]);
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
