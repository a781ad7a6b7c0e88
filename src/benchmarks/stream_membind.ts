import type { Chart } from "./chart.ts";
import type { Headline } from "./benchmark.ts";
import type { Metric } from "./metric.ts";

/** STREAM with its memory bound to one node and its threads anywhere, which other tools take for local and remote. */
export const streamMembindMetrics: readonly Metric[] = [
  {
    id: "stream-membind.rate",
    label: "Best rate, memory on one node, threads anywhere",
    unit: "MB/s",
    better: "higher",
    role: "target",
  },
];

export const streamMembindHeadlines: readonly Headline[] = [];

export const streamMembindCharts: readonly Chart[] = [
  {
    kind: "matrix",
    title: "Memory bound to one node, threads on all",
    caption:
      "STREAM with all its memory on one NUMA node and its threads wherever the system put them; higher is better. " +
      "This is neither local nor remote bandwidth, since threads of every node use the memory. Nodes that differ " +
      "here differ in their memory channels or in what else uses them.",
    metric: "stream-membind.rate",
    rows: { coordinate: "kernel", label: "kernel" },
    columns: { coordinate: "memoryNode", label: "memory node" },
    at: {},
  },
];
