import type { MachineFacts } from "../machine/facts.ts";
import { cudaBandwidth, torchBandwidth } from "./bandwidth_kernels.ts";
import { bandwidthTest } from "./bandwidth_test.ts";
import type { Benchmark } from "./benchmark.ts";
import { gpuApplicability } from "./gpu_applicability.ts";
import type { Metric, Sample } from "./metric.ts";
import { nvbandwidth } from "./nvbandwidth.ts";
import { gpuNodeRegions } from "./regions.ts";

const rate = { unit: "GB/s", better: "higher" } as const;
const target = { ...rate, role: "target" } as const;
const control = { ...rate, role: "control" } as const;
const detail = { ...rate, role: "detail" } as const;

const metrics: readonly Metric[] = [
  { id: "gpu-bandwidth.h2d", label: "Host to device, pinned", ...target },
  { id: "gpu-bandwidth.d2h", label: "Device to host, pinned", ...target },
  { id: "gpu-bandwidth.both", label: "Both directions at once, pinned", ...target },
  { id: "gpu-bandwidth.d2d", label: "Device to device, bytes copied, counted once", ...control },
  { id: "gpu-bandwidth.h2d-best", label: "Host to device, best run", ...detail },
  { id: "gpu-bandwidth.d2h-best", label: "Device to host, best run", ...detail },
  { id: "gpu-bandwidth.both-best", label: "Both directions at once, best run", ...detail },
  { id: "gpu-bandwidth.d2d-best", label: "Device to device, best run", ...detail },
  { id: "gpu-bandwidth.h2d-worst", label: "Host to device, worst GPU", ...target, over: "GPUs" },
  { id: "gpu-bandwidth.d2h-worst", label: "Device to host, worst GPU", ...target, over: "GPUs" },
  { id: "gpu-bandwidth.d2d-worst", label: "Device to device, worst GPU", ...control, over: "GPUs" },
  {
    id: "gpu-bandwidth.h2d-numa",
    label: "Host to device, host memory on one node",
    ...target,
    regions: gpuNodeRegions,
  },
  {
    id: "gpu-bandwidth.d2h-numa",
    label: "Device to host, host memory on one node",
    ...target,
    regions: gpuNodeRegions,
  },
];

/** The slowest GPU of a direction, so that one degraded card cannot hide; nothing unless all GPUs were measured. */
function derive(samples: readonly Sample[], machine: MachineFacts): Sample[] {
  return ["gpu-bandwidth.h2d", "gpu-bandwidth.d2h", "gpu-bandwidth.d2d"].flatMap((metric) => {
    const rates = machine.gpus.devices.map(
      ({ index }) => samples.find((sample) => sample.metric === metric && sample.at["gpu"] === index)?.value,
    );
    const known = rates.filter((value) => value !== undefined);
    if (known.length === 0 || known.length < rates.length) return [];
    return [{ metric: `${metric}-worst`, at: {}, value: Math.min(...known) }];
  });
}

const nodes = {
  rows: { coordinate: "gpu", label: "GPU" },
  columns: { coordinate: "memoryNode", label: "memory node" },
  at: {},
} as const;

export const gpuBandwidth: Benchmark = {
  id: "gpu-bandwidth",
  title: "GPU bandwidth",
  measures:
    "copies between pinned host memory and each GPU by itself, each way and both ways at once, and within its memory; " +
    "each byte counted once; host memory on each node where there are several",
  why: "A vCPU or memory far from a GPU's root complex, or a degraded PCIe link, shows here first.",
  metrics,
  headlines: [
    { label: "Host to device, GPU 0", metric: "gpu-bandwidth.h2d", at: { gpu: 0 } },
    { label: "Device to host, GPU 0", metric: "gpu-bandwidth.d2h", at: { gpu: 0 } },
    { label: "Host to device, worst GPU", metric: "gpu-bandwidth.h2d-worst", at: {} },
    { label: "Device to host, worst GPU", metric: "gpu-bandwidth.d2h-worst", at: {} },
  ],
  charts: [
    {
      kind: "bars",
      title: "Host to device",
      caption:
        "Copies from pinned host memory to each GPU, the median of five runs a round; higher is better. This is how " +
        "fast data reaches the GPU. It falls when the guest's memory lies on another NUMA node than the GPU, and to " +
        "a fraction when the PCIe link came up slow: PCIe 5 ×16 gives about 55 GB/s, PCIe 4 about 25.",
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
      title: "Both directions at once",
      caption:
        "Copies to and from each GPU at the same time, the bytes of both together; higher is better. The link carries " +
        "both ways at once, so it should come near the sum of the two; far below that, the host's memory or an " +
        "IOMMU is what they wait for.",
      metric: "gpu-bandwidth.both",
      groupBy: "gpu",
    },
    {
      kind: "bars",
      title: "Device to device (control)",
      caption:
        "Copies within the memory of each GPU; higher is better. Each byte copied counts once: the memory reads and " +
        "writes it, so it moves twice as much. No vCPU setting should move it: where it differs, the GPU itself was " +
        "in another state.",
      metric: "gpu-bandwidth.d2d",
      groupBy: "gpu",
    },
    {
      kind: "matrix",
      title: "Host to device by memory node",
      caption:
        "Copies to each GPU from host memory on one NUMA node, the pages' placement verified. The best node of a row is the " +
        "GPU's own; the gap to the others is what host memory on the wrong node costs. Without any gap, the guest's " +
        "nodes are not the host's.",
      metric: "gpu-bandwidth.h2d-numa",
      ...nodes,
    },
    {
      kind: "matrix",
      title: "Device to host by memory node",
      caption: "The same from each GPU to host memory on one NUMA node.",
      metric: "gpu-bandwidth.d2h-numa",
      ...nodes,
    },
  ],
  applies: gpuApplicability,
  tools: [cudaBandwidth, nvbandwidth, bandwidthTest, torchBandwidth],
  derive,
};
