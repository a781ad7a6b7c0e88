import { describe, expect, test } from "bun:test";
import { OutputError, type Command, type Reading, type Tool } from "../../src/benchmarks/benchmark.ts";
import { gpuCompute } from "../../src/benchmarks/gpu_compute.ts";
import type { Settings } from "../../src/benchmarks/settings.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import { oneH200, oneNode, smoke, standard, thorough, twoH200, twoMi350x } from "./machines.ts";
import { toolOf } from "./tool_of.ts";

const cublas = toolOf(gpuCompute, "vcpu-bench-matmul");
const torch = toolOf(gpuCompute, "vcpu-bench-matmul-torch");

function argumentsOf(machine: MachineFacts, settings: Settings): string[] {
  return cublas.commands(machine, settings).map((command) => command.arguments.join(" "));
}

function read(tool: Tool, stdout: string, machine: MachineFacts = twoH200, gpu = 0): Reading {
  const command = tool.commands(machine, standard)[gpu];
  if (command === undefined) throw new Error("no command");
  return tool.parse({ command, stdout, machine, before: [] });
}

describe("the commands", () => {
  test("are one a GPU, each in turn", () => {
    const [first, second, ...more] = cublas.commands(twoH200, standard);
    expect(more).toEqual([]);
    const common: Partial<Command> = { binding: null, environment: {}, rawFile: "gpu_compute.txt" };
    expect(first).toMatchObject({ ...common, gpus: [0], at: { gpu: 0 } });
    expect(second).toMatchObject({ ...common, gpus: [1], at: { gpu: 1 } });
    expect(second?.arguments).toEqual("--gpu 1 --order 8192 --iterations 10 --warm-up 10".split(" "));
  });

  test.each([
    ["ten rounds", standard, 10, 10],
    ["four rounds", { ...standard, rounds: 4 }, 25, 10],
    ["one round", { ...standard, rounds: 1 }, 100, 10],
    ["a thousand rounds", { ...standard, rounds: 1000 }, 1, 10],
    ["a thorough run", thorough, 10, 10],
    ["a smoke run", smoke, 2, 2],
  ] as const)("share 100 timed multiplications: %s", (_, settings, timed, warmUp) => {
    expect(argumentsOf(oneH200, settings)).toEqual([
      `--gpu 0 --order 8192 --iterations ${timed} --warm-up ${warmUp}`,
    ]);
  });

  test("are the same by PyTorch, which takes longer to start", () => {
    const [byTorch, byCublas] = [torch, cublas].map((tool) => tool.commands(oneH200, standard)[0]);
    expect(byTorch?.arguments).toEqual(byCublas?.arguments ?? []);
    expect(byTorch?.expectedSeconds).toBeGreaterThan(byCublas?.expectedSeconds ?? Infinity);
  });

  test("have the scratch preset on AMD GPUs, and say so", () => {
    for (const command of torch.commands(twoMi350x, standard)) {
      expect(command.environment).toEqual({ HSA_NO_SCRATCH_RECLAIM: "1" });
      expect(command.notice).toStartWith("HSA_NO_SCRATCH_RECLAIM=1 is set for AMD GPUs");
    }
  });

  test("are none without a GPU", () => {
    expect(cublas.commands(oneNode, standard)).toEqual([]);
  });
});

describe("what is read", () => {
  test.each([
    // 2 × 8192³ operations in 21.50699 ms, and in 21.44672 ms.
    ["cuBLAS", cublas, "matmul-own-h200.txt", [21.50699, 21.506, 21.5244, 51.12345]],
    ["PyTorch", torch, "matmul-torch-h200.txt", [21.44672, 21.4308, 21.5267, 51.26712]],
  ] as const)("by %s: mean, median, 99th percentile and rate, at the GPU", (_, tool, file, values) => {
    const { samples, remarks } = read(tool, capturedOutput(file));
    const at = { gpu: 0 };
    expect(remarks).toEqual([]);
    expect(samples.map((sample) => [sample.metric, sample.at])).toEqual([
      ["gpu-compute.time-mean", at],
      ["gpu-compute.time-p50", at],
      ["gpu-compute.time-p99", at],
      ["gpu-compute.rate", at],
    ]);
    for (const [i, value] of values.entries()) expect(samples[i]?.value).toBeCloseTo(value, 4);
  });

  test("is no target: no vCPU setting should move it", () => {
    expect(gpuCompute.metrics.some(({ role }) => role === "target")).toBe(false);
  });

  test("of another GPU or size than asked is refused", () => {
    const own = capturedOutput("matmul-own-h200.txt");
    expect(() => read(cublas, own, twoH200, 1)).toThrow(
      "the output is of 8192 rows on GPU 0, not of 8192 on GPU 1",
    );
    expect(() => read(cublas, own.replaceAll("8192", "4096"))).toThrow(
      "the output is of 4096 rows on GPU 0, not of 8192 on GPU 0",
    );
  });

  test("of a GPU at another address than the facts have is refused", () => {
    const elsewhere = capturedOutput("matmul-own-h200.txt").replace("00:06.0", "00:07.0");
    expect(() => read(cublas, elsewhere)).toThrow(OutputError);
    expect(() => read(cublas, elsewhere)).toThrow("CUDA_DEVICE_ORDER=PCI_BUS_ID");
  });

  test("of the older script, without times and verification, is refused", () => {
    expect(() => read(cublas, capturedOutput("matmul-two-gpus.constructed.txt"))).toThrow(OutputError);
  });
});
