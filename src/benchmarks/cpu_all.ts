import { cpusIn } from "../machine/cpu_list.ts";
import type { Benchmark } from "./benchmark.ts";
import { cpuAllSamples } from "./samples/sysbench.ts";
import { latencyMetrics, sysbenchCpu } from "./sysbench_cpu.ts";

export const cpuAll: Benchmark = {
  id: "cpu-all",
  title: "CPU, all vCPUs",
  measures: "prime searches a second on all vCPUs at once, and how evenly the threads got on",
  why:
    "Every vCPU works at once, so the host's scheduler must find a CPU for each. Vcpupin fixes that place; without " +
    "it, or with more vCPUs than CPUs, throughput a thread falls and some threads lag behind: the standard " +
    "deviation between threads is the signal.",
  metrics: [
    { id: "cpu-all.rate", label: "All vCPUs", unit: "events/s", better: "higher", role: "target" },
    {
      id: "cpu-all.rate-per-thread",
      label: "Per thread",
      unit: "events/s",
      better: "higher",
      role: "target",
    },
    { id: "cpu-all.events-avg", label: "Events a thread", unit: "events", better: "higher", role: "detail" },
    {
      id: "cpu-all.events-stddev",
      label: "Standard deviation of events between threads",
      unit: "events",
      better: "lower",
      role: "detail",
    },
    {
      id: "cpu-all.events-spread",
      label: "Standard deviation of events between threads, of their mean",
      unit: "%",
      better: "lower",
      role: "target",
      comparedBy: "remainder",
    },
    { id: "cpu-all.time-avg", label: "Execution time a thread", unit: "s", better: "lower", role: "detail" },
    {
      id: "cpu-all.time-stddev",
      label: "Standard deviation of execution time between threads",
      unit: "s",
      better: "lower",
      role: "detail",
    },
    ...latencyMetrics("cpu-all"),
  ],
  headlines: [
    { label: "CPU, all vCPUs", metric: "cpu-all.rate", at: {} },
    { label: "CPU, per thread", metric: "cpu-all.rate-per-thread", at: {} },
    { label: "Thread spread", metric: "cpu-all.events-spread", at: {} },
  ],
  charts: [
    {
      kind: "bars",
      title: "CPU, all vCPUs",
      caption: "Prime searches on all vCPUs at once: what the machine does when nothing idles.",
      metric: "cpu-all.rate",
      groupBy: null,
    },
    {
      kind: "bars",
      title: "CPU, per thread with all vCPUs busy",
      caption:
        "The same divided by the threads. Far below one thread by itself: vCPUs share host CPUs (SMT siblings, or " +
        "more vCPUs than CPUs).",
      metric: "cpu-all.rate-per-thread",
      groupBy: null,
    },
    {
      kind: "bars",
      title: "Thread fairness",
      caption:
        "How far the threads' events lie apart, as a share of their mean. Pinned vCPUs stay near zero; a high value " +
        "says that some vCPUs waited for a host CPU while others ran.",
      metric: "cpu-all.events-spread",
      groupBy: null,
    },
  ],
  applies: () => ({ applies: true }),
  tools: [
    sysbenchCpu({
      rawFile: "cpu_all.txt",
      threads: (machine) => cpusIn(machine.cpu.allowed),
      samples: cpuAllSamples,
    }),
  ],
};
