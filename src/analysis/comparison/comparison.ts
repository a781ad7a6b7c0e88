import type { Coordinates, Metric } from "../../benchmarks/metric.ts";
import type { RunToRun } from "./run_to_run.ts";
import type { Compared } from "./side.ts";
import type { Unlike } from "./unlike.ts";
import type { Verdict } from "./verdict.ts";

/** A ratio, oriented so that above 1 is better, with its 95 % interval. */
export interface Ratio {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** What a figure's luck was averaged over. */
export type Basis =
  /** The rounds of one run a side, and nothing tells how far another run would lie. */
  | "rounds"
  /** The same, and how far runs of the group's configurations lie apart. */
  | "rounds and the group's runs"
  /** Several runs of each side. */
  | "runs";

/** What is compared: a figure by itself, a region of a curve or matrix, or one of its points. */
export type FigureKind = "figure" | "region" | "point";

export interface What {
  readonly kind: FigureKind;
  readonly key: string;
  readonly benchmark: string;
  readonly metric: Metric;
  readonly at: Coordinates;
  readonly tool: string;
}

/** A figure that both sides have alike. */
export interface Judged extends What {
  /** The middle of each side, in the metric's unit. */
  readonly base: number;
  readonly candidate: number;
  readonly rounds: { readonly base: number; readonly candidate: number };
  readonly ratio: Ratio;
  /** Adjusted for all figures that were looked at. */
  readonly p: number;
  readonly basis: Basis;
  /** How far runs of one configuration lie apart in it, as a share (standard deviation), and whose runs say so. */
  readonly runToRun: (Pick<RunToRun, "from" | "of"> & { readonly deviation: number }) | null;
  readonly verdict: Verdict;
}

/** A figure, or a whole curve, that cannot be compared. */
export interface Incomparable extends What {
  readonly because: Unlike;
}

/** What comes of holding one configuration against another. */
export interface Comparison {
  readonly base: Compared;
  readonly candidate: Compared;
  readonly threshold: number;
  /** In the order in which they were measured. */
  readonly judged: readonly Judged[];
  readonly incomparable: readonly Incomparable[];
}
