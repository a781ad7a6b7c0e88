import type { MatmulResult } from "../formats/matmul_line.ts";
import type { Sample } from "../metric.ts";

/** Floating-point operations of a product of two square matrices: a multiplication and an addition a term. */
function operations(order: number): number {
  return 2 * order ** 3;
}

/** Samples of multiplications of square matrices with `order` rows: ms and TFLOP/s, at `gpu`. */
export function gpuComputeSamples(results: readonly MatmulResult[], order: number): Sample[] {
  return results.flatMap(({ gpu, multiplications, totalSeconds }) => {
    const at = { gpu: gpu ?? 0 };
    const seconds = totalSeconds / multiplications;
    return [
      { metric: "gpu-compute.time-mean", at, value: 1000 * seconds },
      { metric: "gpu-compute.rate", at, value: operations(order) / seconds / 1e12 },
    ];
  });
}
