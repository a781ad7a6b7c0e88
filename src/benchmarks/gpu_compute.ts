import type { Chart } from "./chart.ts";
import type { Headline } from "./benchmark.ts";
import type { Metric } from "./metric.ts";

export const gpuComputeMetrics: readonly Metric[] = [
  {
    id: "gpu-compute.time-mean",
    label: "Mean time of a multiplication",
    unit: "ms",
    better: "lower",
    role: "control",
  },
  {
    id: "gpu-compute.rate",
    label: "FP32 matrix multiplication",
    unit: "TFLOP/s",
    better: "higher",
    role: "control",
  },
];

export const gpuComputeHeadlines: readonly Headline[] = [
  { label: "Matmul, GPU 0", metric: "gpu-compute.rate", at: { gpu: 0 } },
];

export const gpuComputeCharts: readonly Chart[] = [
  {
    kind: "bars",
    title: "GPU compute (control)",
    caption:
      "8192 × 8192 FP32 matrix multiplication on each GPU; higher is better. It needs next to nothing from the CPU, " +
      "so no vCPU setting should move it. Where it differs between configurations, suspect heat, power or another " +
      "GPU first, and do not trust their other GPU figures until it agrees.",
    metric: "gpu-compute.rate",
    groupBy: "gpu",
  },
];
