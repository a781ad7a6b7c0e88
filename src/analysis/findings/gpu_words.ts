import { formatPlural } from "../../number_format.ts";
import type { LoadOfBenchmark } from "../gpu_load.ts";
import { sum } from "../sum.ts";
import { listWords } from "./words.ts";

/** `GPU 1`, `GPUs 0 and 1`. */
export function gpuNames(gpus: readonly number[]): string {
  return `${gpus.length === 1 ? "GPU" : "GPUs"} ${listWords(gpus.toSorted((a, b) => a - b))}`;
}

/** `4 of 10 trials of gpu-compute and nccl`. */
export function trialsWords(
  loads: readonly LoadOfBenchmark[],
  affected: (load: LoadOfBenchmark) => number,
): string {
  const trials = formatPlural(sum(loads.map(({ busyTrials }) => busyTrials)), "trial");
  return `${sum(loads.map(affected))} of ${trials} of ${listWords(loads.map(({ benchmark }) => benchmark))}`;
}
