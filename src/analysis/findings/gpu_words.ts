import { formatPlural } from "../../number_format.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import type { LoadOfBenchmark } from "../gpu_load.ts";
import { sum } from "../sum.ts";

/** `1`, `1 and 3`, `0, 1 and 3`. */
export function listWords(words: readonly (string | number)[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

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

/** `38.6 %`, of a share. */
export function percentWords(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** What advice has to tell apart: on bare metal all bridges are real, and libvirt has no part in it. */
export function isBareMetal({ hypervisor }: Pick<MachineFacts, "hypervisor">): boolean {
  return hypervisor === "none";
}
