import type { Chart } from "./chart.ts";
import type { Headline } from "./benchmark.ts";
import type { Metric } from "./metric.ts";

export const ncclMetrics: readonly Metric[] = [
  { id: "nccl.time", label: "All-reduce time", unit: "µs", better: "lower", role: "target" },
  {
    id: "nccl.algbw",
    label: "All-reduce algorithm bandwidth",
    unit: "GB/s",
    better: "higher",
    role: "target",
  },
  { id: "nccl.busbw", label: "All-reduce bus bandwidth", unit: "GB/s", better: "higher", role: "target" },
  {
    id: "nccl.busbw-avg",
    label: "All-reduce bus bandwidth, mean over the sizes",
    unit: "GB/s",
    better: "higher",
    role: "target",
  },
];

export const ncclHeadlines: readonly Headline[] = [
  { label: "All-reduce, 1 GiB", metric: "nccl.busbw", at: { size: 2 ** 30, place: "out" } },
  { label: "All-reduce, mean", metric: "nccl.busbw-avg", at: {} },
];

const size = { coordinate: "size", label: "message size", unit: "bytes" } as const;

export const ncclCharts: readonly Chart[] = [
  {
    kind: "curve",
    title: "All-reduce bus bandwidth",
    caption:
      "What each link between the GPUs carries while all of them sum a message; higher is better. From 8 MiB on it " +
      "is the speed of gradient exchange: a plateau far below the links' own speed means that traffic takes another " +
      "way, through PCIe or host memory.",
    metric: "nccl.busbw",
    x: size,
    seriesBy: "place",
    markCaches: false,
  },
  {
    kind: "curve",
    title: "All-reduce time",
    caption:
      "Time of one all-reduce; lower is better. Small messages cost only what the CPUs need to start and synchronise " +
      "them, so this is where vCPUs that are far from the GPUs, shared or descheduled show first.",
    metric: "nccl.time",
    x: size,
    seriesBy: "place",
    markCaches: false,
  },
];
