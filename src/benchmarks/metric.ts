import type { MachineFacts } from "../machine/facts.ts";

/** Where in a metric's space a sample lies: array size, page size, kernel, NUMA nodes, GPU, message size, … */
export type Coordinates = Readonly<Record<string, string | number>>;

/** Whether a sample lies at a place: each coordinate that the place names is equal. */
export function isAt(at: Coordinates, place: Coordinates): boolean {
  return Object.entries(place).every(([name, value]) => at[name] === value);
}

/** What a number is of. */
export interface Metric {
  /** `benchmark.what`, e.g. `stream.rate`: the key in every file. */
  readonly id: string;
  readonly label: string;
  /** As printed behind the number: `MB/s`, `ns`, `events/s`, `%`. */
  readonly unit: string;
  readonly better: "higher" | "lower";
  /**
   * A target is what vCPU settings should move; a control is what they should not. A detail is kept and shown, but says
   * the same as another metric, or nothing about how fast the machine is: it gets no verdict of its own.
   */
  readonly role: "target" | "control" | "detail";
  /**
   * For a loss in percent: two configurations are compared by what is left, 100 − value, since the ratio of two losses
   * near zero says nothing.
   */
  readonly comparedBy?: "remainder";
  /** For one value over all GPUs, which machines with different numbers of them do not have alike. */
  readonly over?: "GPUs";
  /** For a metric that is measured at many places: how they are summed up. */
  readonly regions?: Regions;
}

/** Parts of a curve or a matrix that have a name and a verdict of their own. */
export interface Regions {
  /** The coordinates that tell the points of a curve or the cells of a matrix apart. */
  readonly along: readonly string[];
  /** The name of the region that a point lies in: `L2`, `large messages`, `remote`; null for a point of none. */
  regionOf(at: Coordinates, machine: MachineFacts | null): string | null;
}

/** One measured number, as a tool's output yields it. */
export interface Sample {
  readonly metric: string;
  readonly at: Coordinates;
  readonly value: number;
  /** What was so while it was measured but does not make it another quantity: algorithm, protocol, channels, … */
  readonly conditions?: Coordinates;
}
