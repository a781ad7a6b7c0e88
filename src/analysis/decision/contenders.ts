import type { Configuration } from "../../results/configuration.ts";
import type { Comparison, Judged } from "../comparison/comparison.ts";

/** The bare machine of a group, which guests are measured by: the one of that name, else one without a hypervisor. */
export function hostOf(group: readonly Configuration[]): Configuration | null {
  return (
    group.find(({ config }) => config === "host") ??
    group.find(({ machine }) => machine?.hypervisor === "none") ??
    null
  );
}

/** What vCPU settings should move, a curve or matrix by its regions. */
export function targetsOf({ judged }: Comparison): Judged[] {
  return judged.filter(({ metric, kind }) => metric.role === "target" && kind !== "point");
}

/** Mean logarithm of the ratios of each benchmark's targets, so that one with many figures counts no more than others. */
export function scoresOf(comparison: Comparison): Map<string, number> {
  const byBenchmark = Map.groupBy(targetsOf(comparison), ({ benchmark }) => benchmark);
  return new Map(
    Array.from(byBenchmark, ([benchmark, figures]) => [
      benchmark,
      figures.reduce((sum, { ratio }) => sum + Math.log(ratio.estimate), 0) / figures.length,
    ]),
  );
}

/** Geometric mean of the benchmarks' ratios; null where none has a target on both sides. */
export function overallRatio(comparison: Comparison): number | null {
  const scores = Array.from(scoresOf(comparison).values());
  if (scores.length === 0) return null;
  return Math.exp(scores.reduce((sum, score) => sum + score, 0) / scores.length);
}
