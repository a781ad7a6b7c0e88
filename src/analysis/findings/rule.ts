import type { Configuration } from "../../results/configuration.ts";
import type { Comparison } from "../comparison/comparison.ts";
import type { LoadOfBenchmark } from "../gpu_load.ts";
import type { SummedUp } from "../summary.ts";
import type { Finding } from "./finding.ts";
import type { TrialNoise } from "./trial_noise.ts";

/** What a rule may look at: a configuration with all that was made of it before. */
export interface Case {
  readonly configuration: Configuration;
  readonly summary: readonly SummedUp[];
  readonly gpuLoads: readonly LoadOfBenchmark[];
  readonly trials: readonly TrialNoise[];
  /** The others of its GPU group, which may show what this one is not shown. */
  readonly others: readonly Configuration[];
  /** With its group's baseline; null for the baseline itself. */
  readonly comparison: Comparison | null;
}

/** Goes from evidence to what it says; pure. */
export interface Rule {
  /** Kebab case, unique: the address of its findings in every format. */
  readonly id: string;
  /** Nothing where all is well, or where the evidence is not there. */
  readonly find: (of: Case) => readonly Omit<Finding, "rule">[];
}
