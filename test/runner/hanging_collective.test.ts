import { expect, test } from "bun:test";
import { nccl } from "../../src/benchmarks/nccl.ts";
import type { PlannedBenchmark } from "../../src/runner/plan.ts";
import { runRounds } from "../../src/runner/run_rounds.ts";
import type { FinishedTrial } from "../../src/runner/trial.ts";
import { capturedOutput } from "../benchmarks/formats/captured_output.ts";
import { twoH200 } from "../benchmarks/machines.ts";
import { toolOf } from "../benchmarks/tool_of.ts";
import { command, noFiles, noSampler, planned, planOf, settings } from "./examples.ts";

const tool = toolOf(nccl, "vcpu-bench-all-reduce");
const log = capturedOutput("nccl-log-own-two-h200.txt");
/** Up to the middle of the row of 4096 bytes. */
const begun = capturedOutput("all-reduce-own-two-h200.txt").replace(/(\n +4096 .{30})[^]*$/, "$1");

/** All-reduce as it is planned but for a short time limit, and for a program that hangs once it measures. */
const hanging: PlannedBenchmark = {
  benchmark: nccl,
  tool,
  path: "/bin/sh",
  interpreter: [],
  expectedSeconds: 1,
  commands: tool.commands(twoH200, settings).map((each) => ({
    command: { ...each, limitSeconds: each.rawFile === "nccl_log.txt" ? 60 : 1 },
    argv:
      each.rawFile === "nccl_log.txt"
        ? ["/bin/sh", "-c", 'printf %s "$0"', log]
        : ["/bin/sh", "-c", 'printf %s "$0"; exec sleep 1000', begun],
    environment: {},
  })),
};

test("a collective that hangs is ended, says how far it came, is given up after two rounds, and the rest goes on", async () => {
  const plan = planOf([planned([command("echo 1")], { id: "other" }), hanging], {
    machine: twoH200,
    settings: { ...settings, rounds: 4 },
  });
  const trials: FinishedTrial[] = [];
  for await (const trial of runRounds({
    plan,
    firstRound: 1,
    earlier: [],
    files: noFiles,
    sampler: noSampler,
    signal: new AbortController().signal,
    needsMore: () => false,
    onTrialStart: () => {},
  }))
    trials.push(trial);
  expect(trials.map(({ benchmark, round, outcome }) => [benchmark, round, outcome.status])).toEqual([
    ["other", 1, "done"],
    ["nccl", 1, "failed"],
    ["other", 2, "done"],
    ["nccl", 2, "failed"],
    ["other", 3, "done"],
    ["other", 4, "done"],
  ]);
  const ofNccl = trials.filter(({ benchmark }) => benchmark === "nccl");
  for (const { outcome, executions, samples, raw } of ofNccl) {
    expect(outcome).toMatchObject({
      because: "it was ended after its time limit of 1 s; its last message size was 2048 bytes",
    });
    expect(executions.map(({ endedBy }) => endedBy)).toEqual(["itself", "limit"]);
    expect(samples).toEqual([]);
    expect(raw.map(({ file, text }) => [file, text])).toEqual([
      ["nccl_log.txt", log],
      ["nccl_allreduce.txt", begun],
    ]);
  }
  expect(ofNccl.map(({ notices }) => notices)).toEqual([
    [],
    ["nccl was ended by its time limit in two rounds running, so its remaining rounds are not started"],
  ]);
});
