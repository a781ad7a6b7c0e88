import { unitOf } from "../../src/benchmarks/index.ts";
import type { Coordinates } from "../../src/benchmarks/metric.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import type { BenchmarkOutcome, Configuration } from "../../src/results/configuration.ts";
import type { Noise, Run } from "../../src/results/metadata.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import {
  type GpuBenchmark,
  gpuBenchmarks,
  type GpuMaking,
  gpuTools,
  madeUpGpuLoad,
  madeUpGpuSamples,
} from "./made_up_gpu.ts";
import { seededRandom } from "./seeded_random.ts";

const kiB = 1024;
const giB = 1024 ** 3;

/** How a made-up configuration does, as factors on what the bare host reaches. */
export interface Making {
  readonly gpu: string;
  readonly config: string;
  readonly machine: MachineFacts;
  readonly seed: number;
  readonly cpu?: number;
  readonly bandwidth?: number;
  readonly latency?: number;
  /** Share by which rounds wander. */
  readonly wander?: number;
  /** Standard deviation between threads, in percent. */
  readonly spread?: number;
  readonly rounds?: number;
  readonly profile?: "smoke" | "standard";
  readonly outcomes?: readonly BenchmarkOutcome[];
  readonly notices?: readonly string[];
  readonly status?: Run["status"];
  /** Without it the GPUs of the machine, if any, are not measured. */
  readonly gpuMaking?: GpuMaking;
}

const tools = {
  "cpu-single": {
    id: "sysbench",
    label: "sysbench cpu, primes up to 10,000",
    path: "/usr/bin/sysbench",
    version: "sysbench 1.0.20",
  },
  "cpu-all": {
    id: "sysbench",
    label: "sysbench cpu, primes up to 10,000",
    path: "/usr/bin/sysbench",
    version: "sysbench 1.0.20",
  },
  stream: {
    id: "vcpu-bench-stream",
    label: "vcpu-bench's implementation of the STREAM kernels",
    path: "/opt/vcpu-bench/kernels/build/stream",
    version: "vcpu-bench stream 0.1.0",
  },
  "mem-latency": {
    id: "vcpu-bench-pointer-chase",
    label: "vcpu-bench's pointer chase",
    path: "/opt/vcpu-bench/kernels/build/pointer_chase",
    version: "vcpu-bench pointer_chase 0.1.0",
  },
  ...gpuTools,
} as const;
type MadeUpBenchmark = keyof typeof tools;

/** ns a load at a working set, on the machine that `machine` says, with base pages or huge ones. */
function loadNs(sizeBytes: number, lastLevelBytes: number, isHuge: boolean): number {
  const step = (from: number): number => 1 / (1 + (from / sizeBytes) ** 2.4);
  const misses = isHuge ? 0.12 : 1;
  return (
    1.28 +
    2.6 * step(40 * kiB) +
    11 * step(1100 * kiB) +
    86 * step(1.1 * lastLevelBytes) +
    misses * (4 * step(2200 * kiB) + 62 * step(90 * 1024 * kiB))
  );
}

function gpuBenchmarkOf(metric: string): GpuBenchmark {
  const found = gpuBenchmarks.find((benchmark) => metric.startsWith(`${benchmark}.`));
  if (found === undefined) throw new RangeError(`${metric} is of no GPU benchmark`);
  return found;
}

/** A configuration with every benchmark measured, `rounds` times. */
export function madeUpConfiguration(making: Making): Configuration {
  const { gpu, config, machine, seed, cpu = 1, bandwidth = 1, latency = 1, rounds = 10 } = making;
  const { wander = 0.006, spread = 0.6, profile = "standard", status = "finished", gpuMaking } = making;
  const random = seededRandom(seed);
  const failed = new Set(
    (making.outcomes ?? []).filter((outcome) => outcome.status !== "done").map(({ benchmark }) => benchmark),
  );
  const samples: RecordedSample[] = [];
  const { threads } = machine.cpu;
  const nodes = machine.numa.nodes.map(({ id }) => id);
  const lastLevelBytes = machine.caches.at(-1)?.sizeBytes ?? 32 * 1024 * kiB;
  for (let round = 1; round <= rounds; round += 1) {
    const wandering = (): number => 1 + wander * (random() + random() + random() - 1.5);
    const add = (
      benchmark: MadeUpBenchmark,
      metric: string,
      value: number,
      at: Coordinates = {},
      conditions: Coordinates = {},
    ): void => {
      if (failed.has(benchmark)) return;
      samples.push({
        run: 1,
        round,
        benchmark,
        metric,
        at,
        value: Number((value * wandering()).toPrecision(6)),
        unit: unitOf(metric),
        tool: tools[benchmark].id,
        ...(Object.keys(conditions).length > 0 && { conditions }),
      });
    };
    add("cpu-single", "cpu-single.rate", 1214 * cpu);
    add("cpu-single", "cpu-single.latency-min", 0.81 / cpu);
    add("cpu-single", "cpu-single.latency-avg", 0.823 / cpu);
    add("cpu-single", "cpu-single.latency-max", 1.9 / cpu);
    add("cpu-single", "cpu-single.latency-percentile", 0.84 / cpu, { percentile: 95 });
    add("cpu-all", "cpu-all.rate", 1140 * cpu * threads * 0.93);
    add("cpu-all", "cpu-all.rate-per-thread", 1140 * cpu * 0.93);
    add("cpu-all", "cpu-all.events-spread", spread * (0.7 + 0.6 * random()));
    add("cpu-all", "cpu-all.events-stddev", spread * 34);
    const elements = profile === "smoke" ? 4_000_000 : 80_000_000;
    for (const [kernel, factor] of [
      ["copy", 1.04],
      ["scale", 0.94],
      ["add", 0.99],
      ["triad", 1],
    ] as const) {
      add("stream", "stream.rate", 284_000 * factor * bandwidth, { kernel, elements });
      add("stream", "stream.time-avg", 0.00676 / bandwidth, { kernel, elements });
    }
    if (nodes.length > 1) {
      for (const cpuNode of nodes)
        for (const memoryNode of nodes) {
          const distance = cpuNode === memoryNode ? 1 : 0.57 + 0.02 * Math.abs(cpuNode - memoryNode);
          add("stream", "stream-numa.rate", 142_000 * distance * bandwidth, {
            kernel: "triad",
            elements,
            cpuNode,
            memoryNode,
          });
          add("mem-latency", "mem-latency.numa", 168 * latency * (cpuNode === memoryNode ? 1 : 1.72), {
            pages: "base",
            size: 512 * 1024 * kiB,
            cpuNode,
            memoryNode,
          });
        }
      add("stream", "stream-numa.penalty", 41.2, { kernel: "triad", elements });
    }
    for (let size = 4 * kiB; size <= 512 * 1024 * kiB; size *= 2)
      for (const pages of ["base", "thp"])
        add("mem-latency", "mem-latency.load", loadNs(size, lastLevelBytes, pages === "thp") * latency, {
          size,
          pages,
        });
    if (gpuMaking !== undefined)
      for (const { metric, at, value, conditions } of madeUpGpuSamples(machine, gpuMaking))
        add(gpuBenchmarkOf(metric), metric, value, at, conditions);
  }
  const ids: readonly MadeUpBenchmark[] = [
    "cpu-single",
    "cpu-all",
    "stream",
    "mem-latency",
    ...(gpuMaking === undefined ? [] : gpuBenchmarks),
  ];
  const outcomes = ids.map(
    (benchmark): BenchmarkOutcome =>
      making.outcomes?.find((outcome) => outcome.benchmark === benchmark) ?? {
        benchmark,
        status: "done",
        rounds,
      },
  );
  const startedAt = "2026-11-20T09:12:04.120Z";
  const noise = Array.from({ length: rounds * ids.length }, (_, i): Noise => ({
    wallSeconds: 3 + random(),
    cpuSeconds: 2.9 * threads,
    stealSeconds: machine.hypervisor === "none" ? 0 : 0.02 * spread * random(),
    otherCpuSeconds: 0.04 * random(),
    involuntarySwitches: Math.round(40 * spread * random()),
    pressureSeconds: 0.01 * random(),
    harnessCpuSeconds: 0.006,
    samplerCpuSeconds: gpuMaking !== undefined && i % ids.length > 3 ? 0.012 : 0,
  }));
  return {
    gpu,
    config,
    source: "samples",
    directory: `results/${gpu}/${config}`,
    startedAt,
    profile,
    machine,
    runs: [
      {
        id: 1,
        startedAt,
        endedAt: status === "running" ? null : "2026-11-20T09:15:46.020Z",
        status,
        suite: { version: "0.1.0", image: null },
        settings: { profile, rounds, tests: ids, ncclMaxBytes: giB, tools: {}, until: null },
        machine,
        tools: ids.map((benchmark) => ({ benchmark, ...tools[benchmark] })),
        skipped: [],
        trials: [],
      },
    ],
    outcomes,
    notices: making.notices ?? [],
    noise,
    gpuLoad:
      gpuMaking === undefined
        ? []
        : Array.from({ length: rounds }, (_, i) => i + 1).flatMap((round) =>
            gpuBenchmarks.flatMap((benchmark) =>
              madeUpGpuLoad(machine, gpuMaking, benchmark).map((load) => ({ benchmark, round, load })),
            ),
          ),
    samples,
    files: [
      { name: "cpu_topology.txt", bytes: null },
      ...ids.map((benchmark) => ({ name: `${benchmark.replaceAll("-", "_")}.txt`, bytes: 41_233 })),
      { name: "metadata.json", bytes: null },
      { name: "samples.csv", bytes: 812_345 },
    ],
  };
}
