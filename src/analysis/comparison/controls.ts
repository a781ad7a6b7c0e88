import type { Configuration } from "../../results/configuration.ts";
import { gpuLoadsOf, type LoadOfBenchmark } from "../gpu_load.ts";
import type { Comparison, Judged } from "./comparison.ts";

/** What the samples under load say of a control on both sides. */
export interface UnderLoad {
  readonly base: LoadOfBenchmark | null;
  readonly candidate: LoadOfBenchmark | null;
}

/** A control that is not the same on both sides, though no vCPU setting should move it. */
export interface MovedControl {
  readonly figure: Judged;
  readonly underLoad: UnderLoad;
}

/** Whether a comparison can be trusted, by what should not have moved. */
export interface Controls {
  readonly moved: readonly MovedControl[];
  /** Shown to be the same. */
  readonly steady: readonly Judged[];
  /** Neither. */
  readonly undecided: readonly Judged[];
}

/** What the GPU of a figure did; over all GPUs, the one whose clock was lowest. */
function loadOf(configuration: Configuration, { benchmark, at: { gpu } }: Judged): LoadOfBenchmark | null {
  const loads = gpuLoadsOf(configuration).filter((load) => load.benchmark === benchmark);
  if (gpu !== undefined) return loads.find((load) => load.gpu === gpu) ?? null;
  const clock = ({ smClockMHz }: LoadOfBenchmark): number => smClockMHz?.median ?? Infinity;
  return loads.toSorted((a, b) => clock(a) - clock(b))[0] ?? null;
}

/** The controls of a comparison; none where nothing but targets was measured. */
export function controlsOf({ base, candidate, judged }: Comparison): Controls {
  const controls = judged.filter(({ metric, kind }) => metric.role === "control" && kind !== "point");
  const having = (...verdicts: readonly string[]): Judged[] =>
    controls.filter(({ verdict }) => verdicts.includes(verdict.is));
  return {
    moved: having("better", "worse").map((figure) => ({
      figure,
      underLoad: {
        base: loadOf(base.configuration, figure),
        candidate: loadOf(candidate.configuration, figure),
      },
    })),
    steady: having("same"),
    undecided: having("undecided"),
  };
}
