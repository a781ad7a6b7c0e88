import type { Benchmark } from "./benchmark.ts";
import { cpuAll } from "./cpu_all.ts";
import { cpuSingle } from "./cpu_single.ts";
import { gpuBandwidth } from "./gpu_bandwidth.ts";
import { gpuCompute } from "./gpu_compute.ts";
import { memLatency } from "./mem_latency.ts";
import { nccl } from "./nccl.ts";
import { stream } from "./stream.ts";
import { streamMembindCharts, streamMembindHeadlines, streamMembindMetrics } from "./stream_membind.ts";

/** What the report knows of a benchmark, also of one whose results come from other tools only. */
export type CatalogueEntry = Pick<
  Benchmark,
  "id" | "title" | "measures" | "why" | "metrics" | "headlines" | "charts"
>;

/** What can be measured, in the order of a round. */
export const benchmarks: readonly Benchmark[] = [
  cpuSingle,
  cpuAll,
  stream,
  memLatency,
  gpuCompute,
  gpuBandwidth,
  nccl,
];

/** Read from other tools' result trees and shown, but not measured by this version. */
export const unmeasured: readonly CatalogueEntry[] = [
  {
    id: "stream-membind",
    title: "Memory bandwidth, memory on one node",
    measures: "STREAM with its memory on one NUMA node and its threads anywhere",
    why: "Older result trees call these local and remote; threads of every node took part, so they are neither.",
    metrics: streamMembindMetrics,
    headlines: streamMembindHeadlines,
    charts: streamMembindCharts,
  },
];

/** All that the report can show. */
export const catalogue: readonly CatalogueEntry[] = [...benchmarks, ...unmeasured];

const units = new Map(catalogue.flatMap(({ metrics }) => metrics).map(({ id, unit }) => [id, unit]));

/** @throws RangeError for a metric that no benchmark declares: its unit would be unknown for ever. */
export function unitOf(metric: string): string {
  const unit = units.get(metric);
  if (unit === undefined) throw new RangeError(`no benchmark declares the metric ${metric}`);
  return unit;
}
