import { unitOf } from "../../src/benchmarks/index.ts";
import type { Coordinates } from "../../src/benchmarks/metric.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { seededRandom } from "./seeded_random.ts";

/** What another tool left behind: raw files only, no machine, no runs. */
export function madeUpOlder(gpu: string, config: string, seed: number): Configuration {
  const random = seededRandom(seed);
  const sample = (metric: string, at: Coordinates, value: number, round: number): RecordedSample => ({
    run: 1,
    round,
    benchmark: metric.split(".")[0] ?? "",
    metric,
    at,
    value: Number((value * (1 + 0.01 * (random() - 0.5))).toPrecision(5)),
    unit: unitOf(metric),
    tool: metric.startsWith("stream") ? "stream" : metric.startsWith("gpu") ? "bandwidthTest" : "sysbench",
  });
  const sizes = Array.from({ length: 28 }, (_, i) => 8 * 2 ** i);
  return {
    gpu,
    config,
    source: "older",
    directory: `results/${gpu}/${config}`,
    startedAt: "2025-04-02T08:00:00Z",
    profile: null,
    machine: null,
    runs: [],
    outcomes: [
      { benchmark: "cpu-single", status: "done", rounds: 1 },
      { benchmark: "stream", status: "done", rounds: 1 },
      { benchmark: "gpu-bandwidth", status: "done", rounds: 5 },
      { benchmark: "nccl", status: "done", rounds: 1 },
    ],
    notices: [
      "stream_numa_local.txt was measured with its memory bound and its threads anywhere: it is not local",
    ],
    noise: [],
    gpuLoad: [],
    files: [
      { name: "cpu_single.txt", bytes: 1204 },
      { name: "gpu_bandwidth.txt", bytes: 2311 },
      { name: "metadata.json", bytes: 312 },
      { name: "nccl_allreduce.txt", bytes: 4410 },
      { name: "stream.txt", bytes: 1873 },
    ],
    samples: [
      sample("cpu-single.rate", {}, 1190, 1),
      ...(["copy", "scale", "add", "triad"] as const).map((kernel) =>
        sample("stream.rate", { kernel, elements: 80_000_000 }, 221_000, 1),
      ),
      ...[0, 1].flatMap((memoryNode) =>
        (["copy", "triad"] as const).map((kernel) =>
          sample("stream-membind.rate", { kernel, memoryNode, elements: 80_000_000 }, 101_000, 1),
        ),
      ),
      ...[1, 2, 3, 4, 5].flatMap((round) =>
        [0, 1].flatMap((device) => [
          sample("gpu-bandwidth.h2d", { gpu: device }, 54.9, round),
          sample("gpu-bandwidth.d2h", { gpu: device }, 55.2, round),
        ]),
      ),
      ...sizes.flatMap((size) =>
        ["out", "in"].map((place) => ({
          ...sample("nccl.busbw", { size, place }, 330 / (1 + 3e7 / size), 1),
          tool: "nccl-tests",
        })),
      ),
    ],
  };
}
