import { describe, expect, test } from "bun:test";
import { OutputError, type Reading, type Tool } from "../../src/benchmarks/benchmark.ts";
import { gpuBandwidth } from "../../src/benchmarks/gpu_bandwidth.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import {
  nodeWithoutCpusH200,
  oneNode,
  smoke,
  standard,
  twoH200,
  twoMi350x,
  twoNodesTwoH200,
  withMemory,
} from "./machines.ts";
import { toolOf } from "./tool_of.ts";

const cuda = toolOf(gpuBandwidth, "vcpu-bench-bandwidth");
const torch = toolOf(gpuBandwidth, "vcpu-bench-bandwidth-torch");
const own = capturedOutput("bandwidth-own-h200.txt");
/** The same, as it would be with its CPUs and host memory on the first of two nodes. */
const onFirstNode = own
  .replace("# cpus: 0-31", "# cpus: 0-3,8-11")
  .replace("# ran-on: 26", "# ran-on: 9")
  .replace("N0=262144 pages", "N0=262144 N1=0 pages");

test("the tools are in order of preference", () => {
  expect(gpuBandwidth.tools.map(({ id }) => id)).toEqual([
    "vcpu-bench-bandwidth",
    "nvbandwidth",
    "bandwidthTest",
    "vcpu-bench-bandwidth-torch",
  ]);
});

describe("the commands", () => {
  test("on one node are one a GPU, unbound, of at least five runs", () => {
    const [first, second, ...more] = cuda.commands(twoH200, standard);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      arguments: "--gpu 0 --bytes 536870912 --copies 4 --runs 5".split(" "),
      environment: {},
      binding: null,
      gpus: [0],
      at: { gpu: 0 },
      rawFile: "gpu_bandwidth.txt",
    });
    expect(first).not.toHaveProperty("notice");
    expect(second).toMatchObject({ gpus: [1], at: { gpu: 1 } });
    expect(second?.arguments.slice(0, 2)).toEqual(["--gpu", "1"]);
  });

  test("on several nodes are the unbound ones, and one a GPU and node, bound to it and in a file of their own", () => {
    const commands = cuda.commands(twoNodesTwoH200, standard);
    expect(commands.map(({ at, binding, rawFile }) => ({ at, binding, rawFile }))).toEqual([
      { at: { gpu: 0 }, binding: null, rawFile: "gpu_bandwidth.txt" },
      { at: { gpu: 1 }, binding: null, rawFile: "gpu_bandwidth.txt" },
      ...[0, 1].flatMap((gpu) =>
        [0, 1].map((node) => ({
          at: { gpu, memoryNode: node },
          binding: { cpuNode: node, memoryNode: node },
          rawFile: "gpu_bandwidth_numa.txt",
        })),
      ),
    ]);
  });

  test("leave out a node that has memory and no CPUs", () => {
    const bound = cuda.commands(nodeWithoutCpusH200, standard).filter(({ binding }) => binding !== null);
    expect(bound.map(({ binding }) => binding)).toEqual([{ cpuNode: 0, memoryNode: 0 }]);
  });

  test("bind nothing where the memory that may be used is on one node", () => {
    const numa = { ...twoNodesTwoH200.numa, allowed: "1" };
    expect(cuda.commands({ ...twoNodesTwoH200, numa }, standard)).toHaveLength(2);
  });

  test("are the same in every profile", () => {
    expect(cuda.commands(twoNodesTwoH200, smoke)).toEqual(cuda.commands(twoNodesTwoH200, standard));
  });

  test("by PyTorch are unbound everywhere, with the scratch preset on AMD GPUs", () => {
    const commands = torch.commands(twoMi350x, standard);
    expect(commands.map(({ at, binding }) => ({ at, binding }))).toEqual([
      { at: { gpu: 0 }, binding: null },
      { at: { gpu: 1 }, binding: null },
    ]);
    for (const { environment, notice } of commands) {
      expect(environment).toEqual({ HSA_NO_SCRATCH_RECLAIM: "1" });
      expect(notice).toStartWith("HSA_NO_SCRATCH_RECLAIM=1 is set for AMD GPUs");
    }
  });

  test("have smaller buffers where memory is short, and say so beside what else there is to say", () => {
    const [command] = cuda.commands(withMemory(twoH200, 1e9), standard);
    expect(command?.arguments.slice(2, 4)).toEqual(["--bytes", `${2 ** 28}`]);
    expect(command?.notice).toStartWith("GPU bandwidth is measured with buffers of 256 MiB instead of 512");
    const [amd] = torch.commands(withMemory(twoMi350x, 1e9), standard);
    expect(amd?.notice).toMatch(
      /^HSA_NO_SCRATCH_RECLAIM=1 .*; GPU bandwidth is measured with buffers of 64 MiB/,
    );
  });

  test("are none without a GPU", () => {
    expect(
      gpuBandwidth.tools
        .flatMap((tool) => tool.commands(oneNode, standard))
        .filter(({ gpus = [] }) => gpus.length > 0),
    ).toEqual([]);
  });
});

/** What is read of the command at a place in a machine's list. */
function read(tool: Tool, stdout: string, machine: MachineFacts, place = 0): Reading {
  const command = tool.commands(machine, standard)[place];
  if (command === undefined) throw new Error("no command");
  return tool.parse({ command, stdout, machine, before: [] });
}

const medianAndBest = ["h2d", "h2d-best", "d2h", "d2h-best", "both", "both-best", "d2d", "d2d-best"];

describe("what is read", () => {
  test.each([
    ["CUDA", cuda, own, [55.47, 55.5, 55.35, 55.39, 101.8, 101.84, 2094.27, 2095.18]],
    [
      "PyTorch",
      torch,
      capturedOutput("bandwidth-torch-h200.txt"),
      [55.38, 55.49, 55.33, 55.34, 101.61, 101.75, 2091.85, 2095],
    ],
  ] as const)("by %s: median and best of each way, at the GPU", (_, tool, stdout, values) => {
    const { samples, remarks } = read(tool, stdout, twoH200);
    expect(remarks).toEqual([]);
    expect(samples.map(({ metric }) => metric)).toEqual(medianAndBest.map((name) => `gpu-bandwidth.${name}`));
    expect(samples.map(({ at }) => at)).toEqual(values.map(() => ({ gpu: 0 })));
    expect(samples.map(({ value }) => value)).toEqual([...values]);
  });

  test("bound: both ways at the GPU and the node of the host memory", () => {
    // The third command is GPU 0 with its host memory on node 0, whose CPUs are 0-3 and 8-11.
    expect(read(cuda, onFirstNode, twoNodesTwoH200, 2).samples).toEqual([
      { metric: "gpu-bandwidth.h2d-numa", at: { gpu: 0, memoryNode: 0 }, value: 55.47 },
      { metric: "gpu-bandwidth.d2h-numa", at: { gpu: 0, memoryNode: 0 }, value: 55.35 },
    ]);
  });

  test("bound, with host memory or threads elsewhere, is refused", () => {
    const strayed = onFirstNode.replace("N0=262144 N1=0", "N0=262143 N1=1");
    expect(() => read(cuda, strayed, twoNodesTwoH200, 2)).toThrow(
      "memory was asked onto node 0 but 1 pages lay on node 1",
    );
    const unbound = onFirstNode.replace("# cpus: 0-3,8-11", "# cpus: 0-15");
    expect(() => read(cuda, unbound, twoNodesTwoH200, 2)).toThrow("threads were asked onto node 0");
    expect(read(cuda, unbound, twoNodesTwoH200, 0).samples).toHaveLength(8);
  });

  test("by CUDA without where it ran is cut short, and refused", () => {
    const cut = own.slice(0, own.indexOf("# cpus"));
    expect(() => read(cuda, cut, twoH200)).toThrow(OutputError);
    expect(() => read(cuda, cut, twoH200)).toThrow("cut short");
  });

  test("of another GPU than asked, or at another address, is refused", () => {
    expect(() => read(cuda, own, twoH200, 1)).toThrow("the output is of GPU 0, not of GPU 1");
    expect(() => read(cuda, own.replace("00:06.0", "00:07.0"), twoH200)).toThrow(
      "CUDA_DEVICE_ORDER=PCI_BUS_ID",
    );
  });

  test("of fewer runs than asked is refused", () => {
    expect(() => read(cuda, own.replace(" 54.83", ""), twoH200)).toThrow("has 4 runs where 5 were asked");
  });
});

describe("the worst GPU", () => {
  const of = (metric: string, gpu: number, value: number): Sample => ({ metric, at: { gpu }, value });
  const derive = (...samples: Sample[]): readonly Sample[] => gpuBandwidth.derive?.(samples, twoH200) ?? [];

  test("is the slower one of each way by itself", () => {
    expect(
      derive(
        of("gpu-bandwidth.h2d", 0, 55),
        of("gpu-bandwidth.h2d", 1, 27),
        of("gpu-bandwidth.d2h", 0, 50),
        of("gpu-bandwidth.d2h", 1, 54),
        of("gpu-bandwidth.d2d", 0, 1489),
        of("gpu-bandwidth.d2d", 1, 1490),
        of("gpu-bandwidth.both", 0, 92),
        of("gpu-bandwidth.both", 1, 40),
        { metric: "gpu-bandwidth.h2d-numa", at: { gpu: 0, memoryNode: 1 }, value: 11 },
      ),
    ).toEqual([
      { metric: "gpu-bandwidth.h2d-worst", at: {}, value: 27 },
      { metric: "gpu-bandwidth.d2h-worst", at: {}, value: 50 },
      { metric: "gpu-bandwidth.d2d-worst", at: {}, value: 1489 },
    ]);
  });

  test("is not known while one of them is not", () => {
    expect(derive(of("gpu-bandwidth.h2d", 0, 55))).toEqual([]);
    expect(gpuBandwidth.derive?.([of("gpu-bandwidth.h2d", 0, 55)], oneNode)).toEqual([]);
  });
});

test("only what happens within a GPU is a control", () => {
  const controls = gpuBandwidth.metrics.filter(({ role }) => role === "control").map(({ id }) => id);
  expect(controls).toEqual(["gpu-bandwidth.d2d", "gpu-bandwidth.d2d-worst"]);
});
