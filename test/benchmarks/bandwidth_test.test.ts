import { describe, expect, test } from "bun:test";
import { bandwidthTest } from "../../src/benchmarks/bandwidth_test.ts";
import { OutputError, type Output } from "../../src/benchmarks/benchmark.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import { standard, twoH200, twoNodesTwoH200 } from "./machines.ts";

const once = capturedOutput("bandwidth-test-gbs.constructed.txt");

/** An output of a GPU with that rate to it. */
function outputOf(gpu: number, up: number, before: readonly Output[]): Output {
  const command = bandwidthTest.commands(twoH200, standard).find(({ at }) => at["gpu"] === gpu);
  if (command === undefined) throw new Error("no command");
  const stdout = once.replace("Device 0:", `Device ${gpu}:`).replace("\t54.9\n", `\t${up.toFixed(1)}\n`);
  return { command, stdout, machine: twoH200, before };
}

/** Samples of one output after another, each with those before it. */
function samplesInTurn(runs: readonly (readonly [gpu: number, up: number])[]): (readonly Sample[])[] {
  const outputs: Output[] = [];
  for (const [gpu, up] of runs) outputs.push(outputOf(gpu, up, outputs.slice()));
  return outputs.map((output) => bandwidthTest.parse(output).samples);
}

test("the commands are five a GPU, unbound, with pinned memory", () => {
  const commands = bandwidthTest.commands(twoNodesTwoH200, standard);
  expect(commands.map(({ arguments: words }) => words.join(" "))).toEqual([
    ...Array.from({ length: 5 }, () => "--memory=pinned --device=0"),
    ...Array.from({ length: 5 }, () => "--memory=pinned --device=1"),
  ]);
  expect(commands.every(({ binding }) => binding === null)).toBe(true);
  expect(commands.map(({ gpus }) => gpus)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1].map((gpu) => [gpu]));
});

describe("what is read", () => {
  test("is median and best of a GPU's five runs, with the last of them, and each byte counted once", () => {
    const rates = [54, 50, 51, 55, 52];
    const [last = [], ...earlier] = samplesInTurn(rates.map((rate) => [0, rate])).toReversed();
    expect(earlier).toEqual([[], [], [], []]);
    expect(last.map(({ metric, at, value }) => [metric, at, value])).toEqual([
      ["gpu-bandwidth.h2d", { gpu: 0 }, 52],
      ["gpu-bandwidth.h2d-best", { gpu: 0 }, 55],
      ["gpu-bandwidth.d2h", { gpu: 0 }, 54.7],
      ["gpu-bandwidth.d2h-best", { gpu: 0 }, 54.7],
      ["gpu-bandwidth.d2d", { gpu: 0 }, 1584.2],
      ["gpu-bandwidth.d2d-best", { gpu: 0 }, 1584.2],
    ]);
  });

  test("is of each GPU by itself, and nothing of one with a run missing", () => {
    const runs = [0, 0, 0, 0, 1, 1, 1, 1, 1].map((gpu) => [gpu, gpu === 0 ? 55 : 27] as const);
    const samples = samplesInTurn(runs).flat();
    expect(new Set(samples.map(({ at }) => at["gpu"]))).toEqual(new Set([1]));
    expect(samples[0]?.value).toBe(27);
  });

  test("of another GPU, or of a failed test, is refused", () => {
    const output = outputOf(1, 55, []);
    expect(() => bandwidthTest.parse({ ...output, stdout: once })).toThrow(
      "the output is of GPU 0, not of GPU 1",
    );
    const failed = { ...output, stdout: once.replace("Result = PASS", "Result = FAIL") };
    expect(() => bandwidthTest.parse(failed)).toThrow(OutputError);
  });
});
