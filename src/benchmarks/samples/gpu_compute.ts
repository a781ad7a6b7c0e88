import type { MatmulResult } from "../formats/matmul_line.ts";
import type { MatmulReport } from "../formats/matmul_report.ts";
import type { Sample } from "../metric.ts";
import { percentileOf } from "../statistics.ts";

/** TFLOP/s of a product of two square matrices: a multiplication and an addition a term. */
function rateOf(order: number, seconds: number): number {
  return (2 * order ** 3) / seconds / 1e12;
}

/** Samples of multiplications of square matrices with `order` rows: ms and TFLOP/s, at `gpu`. */
export function gpuComputeSamples(results: readonly MatmulResult[], order: number): Sample[] {
  return results.flatMap(({ gpu, multiplications, totalSeconds }) => {
    const at = { gpu: gpu ?? 0 };
    const seconds = totalSeconds / multiplications;
    return [
      { metric: "gpu-compute.time-mean", at, value: 1000 * seconds },
      { metric: "gpu-compute.rate", at, value: rateOf(order, seconds) },
    ];
  });
}

/** Samples of multiplications that were timed one by one: ms and TFLOP/s, at `gpu`. */
export function matmulSamples({ gpu, order, timesMs }: MatmulReport): Sample[] {
  const at = { gpu };
  const meanMs = timesMs.reduce((sum, time) => sum + time, 0) / timesMs.length;
  return [
    { metric: "gpu-compute.time-mean", at, value: meanMs },
    { metric: "gpu-compute.time-p50", at, value: percentileOf(timesMs, 50) },
    { metric: "gpu-compute.time-p99", at, value: percentileOf(timesMs, 99) },
    { metric: "gpu-compute.rate", at, value: rateOf(order, meanMs / 1000) },
  ];
}
