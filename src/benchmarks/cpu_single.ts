import type { Benchmark } from "./benchmark.ts";
import { cpuSingleSamples } from "./samples/sysbench.ts";
import { latencyMetrics, sysbenchCpu } from "./sysbench_cpu.ts";

export const cpuSingle: Benchmark = {
  id: "cpu-single",
  title: "CPU, one thread",
  measures: "prime searches a second on one vCPU, and how long each takes",
  why:
    "One thread needs no neighbour and no memory: it shows the clock and the host CPU behind a vCPU. If pinning " +
    "raises it, unpinned vCPUs were being moved about; if pinning lowers it, they were pinned to slower or busy CPUs.",
  metrics: [
    { id: "cpu-single.rate", label: "One thread", unit: "events/s", better: "higher", role: "target" },
    ...latencyMetrics("cpu-single"),
  ],
  headlines: [{ label: "CPU, 1 thread", metric: "cpu-single.rate", at: {} }],
  charts: [
    {
      kind: "bars",
      title: "CPU, one thread",
      caption:
        "Prime searches on one vCPU. Configurations of one machine should agree here; one that is lower sits on " +
        "slower or contended host CPUs.",
      metric: "cpu-single.rate",
      groupBy: null,
    },
  ],
  applies: () => ({ applies: true }),
  tools: [sysbenchCpu({ rawFile: "cpu_single.txt", threads: () => 1, samples: cpuSingleSamples })],
};
