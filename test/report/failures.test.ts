import { describe, expect, test } from "bun:test";
import { failuresOf } from "../../src/report/model/failures.ts";
import type { BenchmarkOutcome } from "../../src/results/configuration.ts";
import type { Execution, Run, Trial } from "../../src/results/metadata.ts";
import { emptyRun, finishedTrial, keptTrial } from "../results/example.ts";

const outcome: BenchmarkOutcome = {
  benchmark: "cpu-single",
  status: "failed",
  because: "sysbench exited with 1",
  output: "FATAL",
  failedRounds: 2,
  rounds: 5,
};
const well: Execution = {
  argv: ["/usr/bin/sysbench", "cpu run"],
  environment: { OMP_NUM_THREADS: "2" },
  wallSeconds: 2.5,
  exitCode: 0,
  signal: null,
  endedBy: "itself",
};

function trial(round: number, executions: readonly Execution[], isFailed = true): Trial {
  const kept = keptTrial(finishedTrial(round, { executions }));
  return isFailed ? { ...kept, outcome: { status: "failed", because: "x", output: "y" } } : kept;
}

function run(id: number, ...trials: readonly Trial[]): Run {
  return { ...emptyRun, id, trials };
}

function only(...runs: readonly Run[]) {
  const [failure, ...more] = failuresOf({ outcomes: [outcome], runs });
  if (failure === undefined || more.length > 0) throw new Error("not one");
  return failure;
}

describe("the last failed trial", () => {
  test("is told with its round, what was started, how it ended and what it printed", () => {
    const failed = { ...well, exitCode: 1 };
    const runs = [run(1, trial(1, [failed])), run(2, trial(3, [well, failed]), trial(4, [well], false))];
    expect(only(...runs)).toEqual({
      benchmark: "cpu-single",
      because: "sysbench exited with 1 (2 of 5 rounds)",
      trial: "round 3 of run 2",
      command: "OMP_NUM_THREADS=2 /usr/bin/sysbench 'cpu run'",
      ending: "exit code 1 after 2.50 s",
      output: "FATAL",
    });
  });

  test.each<[string, Partial<Execution>]>([
    ["exit code 0 after 2.50 s", {}],
    ["exit code 3 after 2.50 s", { exitCode: 3 }],
    ["ended by SIGSEGV after 2.50 s", { exitCode: null, signal: "SIGSEGV" }],
    [
      "its time was up after 2.50 s, ended by SIGKILL",
      { exitCode: null, signal: "SIGKILL", endedBy: "limit" },
    ],
    ["did not start, after 2.50 s", { exitCode: null }],
  ])("%s", (ending, change) => {
    expect(only(run(1, trial(1, [{ ...well, ...change }]))).ending).toBe(ending);
  });

  test("is the one that ended badly, also where another was started behind it", () => {
    const bad = { ...well, argv: ["bad"], exitCode: 1 };
    expect(only(run(1, trial(1, [well, bad, well]))).command).toBe("OMP_NUM_THREADS=2 bad");
  });

  test("may not be recorded", () => {
    expect(only()).toMatchObject({ trial: null, command: null, ending: null, output: "FATAL" });
    expect(only(run(1, trial(1, [])))).toMatchObject({ trial: "round 1 of run 1", command: null });
  });
});

test("what did not fail is not told", () => {
  expect(
    failuresOf({
      outcomes: [
        { benchmark: "a", status: "done", rounds: 1 },
        { benchmark: "b", status: "skipped", because: "x" },
      ],
      runs: [],
    }),
  ).toEqual([]);
});
