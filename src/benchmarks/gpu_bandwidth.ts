import type { Chart } from "./chart.ts";
import type { Headline } from "./benchmark.ts";
import type { Metric } from "./metric.ts";

export const gpuBandwidthMetrics: readonly Metric[] = [
  {
    id: "gpu-bandwidth.h2d",
    label: "Host to device, pinned",
    unit: "GB/s",
    better: "higher",
    role: "target",
  },
  {
    id: "gpu-bandwidth.d2h",
    label: "Device to host, pinned",
    unit: "GB/s",
    better: "higher",
    role: "target",
  },
  { id: "gpu-bandwidth.d2d", label: "Device to device", unit: "GB/s", better: "higher", role: "control" },
];

export const gpuBandwidthHeadlines: readonly Headline[] = [
  { label: "Host to device, GPU 0", metric: "gpu-bandwidth.h2d", at: { gpu: 0 } },
  { label: "Device to host, GPU 0", metric: "gpu-bandwidth.d2h", at: { gpu: 0 } },
];

export const gpuBandwidthCharts: readonly Chart[] = [
  {
    kind: "bars",
    title: "Host to device",
    caption:
      "Copies from pinned host memory to each GPU; higher is better. This is how fast data reaches the GPU. It falls " +
      "when the guest's memory lies on another NUMA node than the GPU, and to a fraction when the PCIe link came up " +
      "slow: PCIe 5 ×16 gives about 55 GB/s, PCIe 4 about 25.",
    metric: "gpu-bandwidth.h2d",
    groupBy: "gpu",
  },
  {
    kind: "bars",
    title: "Device to host",
    caption:
      "Copies from each GPU to pinned host memory; higher is better. It should be close to the other direction; a " +
      "gap between the two, or one GPU below the others, points at the link or the placement of that GPU.",
    metric: "gpu-bandwidth.d2h",
    groupBy: "gpu",
  },
  {
    kind: "bars",
    title: "Device to device (control)",
    caption:
      "Copies within the memory of each GPU; higher is better. No vCPU setting should move it: where it differs, the " +
      "GPU itself was in another state. Tools count its bytes once or twice, so compare one tool's figures only.",
    metric: "gpu-bandwidth.d2d",
    groupBy: "gpu",
  },
];
