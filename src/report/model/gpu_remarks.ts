import { formatPlural } from "../../number_format.ts";
import { alarmingReasons, gpuLoadsOf, type LoadOfBenchmark } from "../../analysis/gpu_load.ts";
import type { Member } from "./member.ts";
import { linkWords } from "../../analysis/pcie_link.ts";
import { sum } from "../../analysis/sum.ts";

/** `in 4 of 10 trials of gpu-compute, nccl`. */
function extentOf(loads: readonly LoadOfBenchmark[], affected: (load: LoadOfBenchmark) => number): string {
  const benchmarks = loads.map(({ benchmark }) => benchmark).join(", ");
  const trials = formatPlural(sum(loads.map(({ busyTrials }) => busyTrials)), "trial");
  return `in ${sum(loads.map(affected))} of ${trials} of ${benchmarks}`;
}

function degradedWords(loads: readonly LoadOfBenchmark[]): string[] {
  const degraded = loads.filter(({ degradedTrials }) => degradedTrials > 0);
  const states = degraded.flatMap(({ link }) => (link === null ? [] : linkWords(link)));
  const most = degraded[0]?.fastestLink;
  if (most === undefined) return [];
  const seen = Array.from(new Set(states)).join(" and ");
  const extent = extentOf(degraded, ({ degradedTrials }) => degradedTrials);
  return [`the PCIe link was degraded under load, ${seen} of ${linkWords(most)}, ${extent}`];
}

function heldBackWords(loads: readonly LoadOfBenchmark[]): string[] {
  const held = loads.filter(({ heldBackTrials }) => heldBackTrials > 0);
  if (held.length === 0) return [];
  const reasons = new Set(held.flatMap(({ throttleReasons }) => alarmingReasons(throttleReasons)));
  const extent = extentOf(held, ({ heldBackTrials }) => heldBackTrials);
  return [`the clocks were held back by ${Array.from(reasons).join(", ")} ${extent}`];
}

function gpuWords(gpus: readonly number[]): string {
  return `${gpus.length === 1 ? "GPU" : "GPUs"} ${gpus.toSorted((a, b) => a - b).join(", ")}`;
}

/** Sentences on GPUs whose link or clocks were not as they should be under load; GPUs alike share one. */
export function gpuRemarks({ configuration }: Member): string[] {
  const byGpu = Array.from(Map.groupBy(gpuLoadsOf(configuration), ({ gpu }) => gpu));
  const said = byGpu.flatMap(([gpu, loads]) =>
    [...degradedWords(loads), ...heldBackWords(loads)].map((words) => ({ gpu, words })),
  );
  return Array.from(Map.groupBy(said, ({ words }) => words)).map(
    ([words, alike]) => `${gpuWords(alike.map(({ gpu }) => gpu))}: ${words}`,
  );
}
