import type { Coordinates, Sample } from "../../src/benchmarks/metric.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import type { GpuLoad } from "../../src/results/metadata.ts";

/** How the GPUs of a made-up configuration do. */
export interface GpuMaking {
  readonly transport: "P2P/NVLink" | "SHM";
  /** Numbers of GPUs whose PCIe link is slow. */
  readonly slowed?: readonly number[];
  /** Numbers of GPUs that are too hot. */
  readonly hot?: readonly number[];
  /** Time that a collective takes to start. */
  readonly startUs?: number;
}

export const gpuBenchmarks = ["gpu-compute", "gpu-bandwidth", "nccl"] as const;
export type GpuBenchmark = (typeof gpuBenchmarks)[number];

export const gpuTools = {
  "gpu-compute": {
    id: "vcpu-bench-matmul",
    label: "vcpu-bench's matmul on cuBLAS, FP32 with TF32 off",
    path: "/opt/vcpu-bench/kernels/build/matmul",
    version: "vcpu-bench matmul 0.1.0",
  },
  "gpu-bandwidth": {
    id: "vcpu-bench-bandwidth",
    label: "vcpu-bench's pinned copies",
    path: "/opt/vcpu-bench/kernels/build/bandwidth",
    version: "vcpu-bench bandwidth 0.1.0",
  },
  nccl: {
    id: "vcpu-bench-all-reduce",
    label: "vcpu-bench's all-reduce on NCCL",
    path: "/opt/vcpu-bench/kernels/build/all_reduce",
    version: "vcpu-bench all_reduce 0.1.0",
  },
} as const;

function allReduce(ranks: number, { transport, startUs = 19 }: GpuMaking): Sample[] {
  const busGBs = transport === "SHM" ? 24 : 335;
  const sizes = Array.from({ length: 28 }, (_, i) => 8 * 2 ** i);
  const share = (2 * (ranks - 1)) / ranks;
  const figures = sizes.flatMap((size) => {
    const throughSwitch = size >= 2 ** 16 && transport !== "SHM";
    return ["out", "in"].flatMap((place) => {
      const timeUs = startUs * (place === "in" ? 0.98 : 1) + (size * share) / busGBs / 1000;
      const at: Coordinates = { size, place, ranks, transport: throughSwitch ? "NVLS" : transport };
      const conditions: Coordinates = {
        algorithm: throughSwitch ? "NVLS" : "RING",
        protocol: size < 2 ** 16 ? "LL" : "SIMPLE",
        channels: size < 2 ** 20 ? 8 : 24,
        nccl: "2.28.9+cuda13.0",
      };
      const algbw = size / timeUs / 1000;
      return [
        { metric: "nccl.time", at, conditions, value: timeUs },
        { metric: "nccl.algbw", at, conditions, value: algbw },
        { metric: "nccl.busbw", at, conditions, value: algbw * share },
      ];
    });
  });
  const all = transport === "SHM" ? "SHM" : "NVLS+P2P/NVLink";
  const mean = { ranks, transport: all, largest: sizes.at(-1) ?? 0 };
  return [...figures, { metric: "nccl.busbw-avg", at: mean, value: busGBs / 4 }];
}

/** What one round measures of the GPUs of a machine. */
export function madeUpGpuSamples(
  { gpus: { devices }, numa: { nodes } }: MachineFacts,
  making: GpuMaking,
): Sample[] {
  const { slowed = [], hot = [] } = making;
  return [
    ...devices.flatMap(({ index: gpu }) => {
      const [link, heat] = [slowed.includes(gpu) ? 0.07 : 1, hot.includes(gpu) ? 0.82 : 1];
      return [
        { metric: "gpu-compute.rate", at: { gpu }, value: 51.6 * heat },
        { metric: "gpu-compute.time-p99", at: { gpu }, value: 21.5 / heat },
        { metric: "gpu-bandwidth.h2d", at: { gpu }, value: 55.1 * link },
        { metric: "gpu-bandwidth.d2h", at: { gpu }, value: 54.4 * link },
        { metric: "gpu-bandwidth.both", at: { gpu }, value: 94.2 * link },
        { metric: "gpu-bandwidth.d2d", at: { gpu }, value: 1962 },
        ...(nodes.length < 2
          ? []
          : nodes.flatMap(({ id: memoryNode }) => {
              const isNear = memoryNode === Math.floor((gpu * nodes.length) / devices.length);
              const at = { gpu, memoryNode };
              return [
                { metric: "gpu-bandwidth.h2d-numa", at, value: isNear ? 55.1 : 46.3 },
                { metric: "gpu-bandwidth.d2h-numa", at, value: isNear ? 54.4 : 41.9 },
              ];
            })),
      ];
    }),
    ...(devices.length > 1 ? allReduce(devices.length, making) : []),
  ];
}

/** What the sampler sees of each GPU in one trial. */
export function madeUpGpuLoad(
  { gpus: { devices } }: MachineFacts,
  { slowed = [], hot = [] }: GpuMaking,
  benchmark: GpuBenchmark,
): GpuLoad[] {
  const computes = benchmark === "gpu-compute";
  return devices.map(({ index: gpu }) => ({
    gpu,
    samples: 12,
    busySamples: computes ? 10 : 7,
    smClockMHz: { min: 1485, median: computes ? 1590 : 1980, max: 1980 },
    memoryClockMHz: { min: 3201, median: 3201, max: 3201 },
    temperatureC: { min: 41, median: 58, max: hot.includes(gpu) ? 91 : 64 },
    powerWatts: { min: 131.5, median: computes ? 688.4 : 190.1, max: 699.8 },
    throttleReasons: computes ? ["sw_power_cap", ...(hot.includes(gpu) ? ["hw_thermal_slowdown"] : [])] : [],
    pcieGeneration: slowed.includes(gpu) ? 1 : 5,
    pcieWidth: 16,
  }));
}
