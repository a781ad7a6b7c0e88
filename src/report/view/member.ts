import type { Coordinates } from "../../benchmarks/metric.ts";
import type { Verdict } from "../../analysis/comparison/verdict.ts";
import type { LoadOfBenchmark } from "../../analysis/gpu_load.ts";
import type { DataCache } from "../../machine/cache_sizes.ts";
import type { ComparisonView } from "./comparison_view.ts";
import type { Details } from "./details.ts";
import type { Look } from "./chart_data.ts";
import type { NoisePoint } from "./noise_point.ts";

/** What became of a figure beside the baseline's. */
export interface Beside {
  readonly is: Verdict["is"];
  /**
   * What the numbers are: the share of the baseline that is reached (above 1 is better), the ratio of the values, or the
   * ratio of what is left of a loss in percent.
   */
  readonly as: "share" | "change" | "remainder";
  readonly estimate: number;
  /** Of 95 %; null where it has no end on one side. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** All that a configuration has of one metric at one place with one tool. */
export interface Series {
  readonly benchmark: string;
  readonly metric: string;
  readonly at: Coordinates;
  readonly unit: string;
  readonly tool: string;
  readonly toolLabel: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** In the order of the rounds. */
  readonly values: readonly number[];
  /** What was so while it was measured, by name; `varies` when it was not so for all of it. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Null for the baseline's own, for details and for what cannot be compared. */
  readonly beside: Beside | null;
}

/** What became of a part of a curve or matrix: `L2`, `large messages`, `remote`. */
export interface RegionVerdict {
  readonly name: string;
  readonly metric: string;
  readonly tool: string;
  /** The coordinates that all of its points have in common. */
  readonly at: Coordinates;
  /** The smallest and the largest size among its points; null where they have none. */
  readonly sizes: readonly [number, number] | null;
  readonly beside: Beside;
}

/** A configuration made ready for charts and tables. It is plain data, since the page's script gets it as well. */
export interface Member {
  readonly config: string;
  /** Its name with what a reader must not overlook: `demo (smoke)`. */
  readonly label: string;
  /** Its address within the page. */
  readonly anchor: string;
  readonly look: Look;
  /** Whether others are compared with it. */
  readonly isBaseline: boolean;
  /** The name of what it is compared with; null for the baseline, and where nothing can be compared. */
  readonly baseline: string | null;
  /** Data caches of its machine; null where the machine is not known. */
  readonly caches: readonly DataCache[] | null;
  readonly series: readonly Series[];
  /** Verdicts on the parts of its curves and matrices. */
  readonly regions: readonly RegionVerdict[];
  /** What else went on during each trial, in the order in which they ran. */
  readonly noise: readonly NoisePoint[];
  readonly gpuLoads: readonly LoadOfBenchmark[];
  readonly comparison: ComparisonView | null;
  readonly details: Details;
}
