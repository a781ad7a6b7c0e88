import type { MachineFacts } from "../machine/facts.ts";
import { amdPresets } from "./amd_presets.ts";
import { OutputError, type Benchmark, type Command, type Tool } from "./benchmark.ts";
import { parseMatmulReport } from "./formats/matmul_report.ts";
import { gpuApplicability, hasGpusOf } from "./gpu_applicability.ts";
import { assertSameGpu } from "./gpu_identity.ts";
import type { Metric } from "./metric.ts";
import { matmulSamples } from "./samples/gpu_compute.ts";
import { shareOfRound, type Settings } from "./settings.ts";

/** Rows of the matrices. */
const order = 8192;
/** Over all rounds of a standard run. */
const timedInTotal = 100;
/** Each round, since each has a process of its own. */
const warmUp = 10;
const inSmoke = { timed: 2, warmUp: 2 } as const;

/** Of a modest GPU; only for the expected time. */
const modestSecondsPerProduct = 0.1;
/** To make the matrices, and to compute some of the product again in float64. */
const checkSeconds = 1;

function iterations(settings: Settings): { readonly timed: number; readonly warmUp: number } {
  if (settings.profile === "smoke") return inSmoke;
  return { timed: Math.max(1, Math.round(shareOfRound(settings, timedInTotal))), warmUp };
}

function commands(machine: MachineFacts, settings: Settings, startSeconds: number): Command[] {
  const count = iterations(settings);
  const expectedSeconds =
    startSeconds + checkSeconds + (count.timed + count.warmUp) * modestSecondsPerProduct;
  return machine.gpus.devices.map(({ index }) => ({
    arguments: [
      "--gpu",
      `${index}`,
      "--order",
      `${order}`,
      "--iterations",
      `${count.timed}`,
      "--warm-up",
      `${count.warmUp}`,
    ],
    ...amdPresets(machine, ["HSA_NO_SCRATCH_RECLAIM"]),
    binding: null,
    gpus: [index],
    at: { gpu: index },
    rawFile: "gpu_compute.txt",
    expectedSeconds,
    // For a GPU that is twenty times slower than a modest one, and a start that waits for a sleeping driver.
    limitSeconds: 20 * expectedSeconds + 60,
  }));
}

type Program = Pick<Tool, "id" | "label" | "program" | "supports"> & { readonly startSeconds: number };

function matmulTool({ startSeconds, ...tool }: Program): Tool {
  return {
    ...tool,
    versionArguments: ["--version"],
    commands: (machine, settings) => commands(machine, settings, startSeconds),
    parse: ({ command, stdout, machine }) => {
      const report = parseMatmulReport(stdout);
      if (report.gpu !== command.at["gpu"] || report.order !== order)
        throw new OutputError(
          `the output is of ${report.order} rows on GPU ${report.gpu}, not of ${order} on GPU ${command.at["gpu"]}`,
        );
      assertSameGpu(report.gpu, report.address, machine);
      return { samples: matmulSamples(report), remarks: [] };
    },
  };
}

// The rate is that of the mean time; the percentiles depend on how many there were.
const time = { unit: "ms", better: "lower", role: "detail" } as const;

const metrics: readonly Metric[] = [
  { id: "gpu-compute.time-mean", label: "Mean time of a multiplication", ...time },
  { id: "gpu-compute.time-p50", label: "Median time of a multiplication (nearest rank)", ...time },
  { id: "gpu-compute.time-p99", label: "99th percentile of a multiplication (nearest rank)", ...time },
  {
    id: "gpu-compute.rate",
    label: "FP32 matrix multiplication, TF32 off",
    unit: "TFLOP/s",
    better: "higher",
    role: "control",
  },
];

export const gpuCompute: Benchmark = {
  id: "gpu-compute",
  title: "GPU compute",
  measures: `${order} × ${order} matrix multiplication on each GPU in turn, in FP32 with TF32 off`,
  why: "A control: it hardly needs the CPU, so no vCPU setting should move it.",
  metrics,
  headlines: [{ label: "Matmul, GPU 0", metric: "gpu-compute.rate", at: { gpu: 0 } }],
  charts: [
    {
      kind: "bars",
      title: "GPU compute (control)",
      caption:
        `${order} × ${order} matrix multiplication in FP32 with TF32 off on each GPU by itself, verified against ` +
        "float64; higher is better. The rate is that of the mean time. It needs next to nothing from the CPU, so no " +
        "vCPU setting should move it. Where it differs between configurations, suspect heat, power or another GPU " +
        "first, and do not trust their other GPU figures until it agrees.",
      metric: "gpu-compute.rate",
      groupBy: "gpu",
    },
    {
      kind: "bars",
      title: "GPU compute, slowest multiplications (control)",
      caption:
        "99th percentile of the times of a round, by nearest rank: with ten multiplications a round that is the " +
        "slowest one. Far above the mean, it says that the GPU was held back or interrupted for a moment.",
      metric: "gpu-compute.time-p99",
      groupBy: "gpu",
    },
  ],
  applies: gpuApplicability,
  tools: [
    matmulTool({
      id: "vcpu-bench-matmul",
      label: "vcpu-bench's matmul on cuBLAS, FP32 with TF32 off",
      program: { kind: "kernel", name: "matmul", needs: "CUDA's nvcc and cuBLAS" },
      // A process and its CUDA context.
      startSeconds: 1,
      supports: hasGpusOf("nvidia"),
    }),
    matmulTool({
      id: "vcpu-bench-matmul-torch",
      label: "vcpu-bench's matmul on PyTorch, FP32 with TF32 off",
      program: { kind: "script", name: "matmul.py" },
      // Mostly the import of torch.
      startSeconds: 8,
    }),
  ],
};
