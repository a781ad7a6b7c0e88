/** Where in a metric's space a sample lies: array size, page size, kernel, NUMA nodes, GPU, message size, … */
export type Coordinates = Readonly<Record<string, string | number>>;

/** What a number is of. */
export interface Metric {
  /** `benchmark.what`, e.g. `stream.rate`: the key in every file. */
  readonly id: string;
  readonly label: string;
  /** As printed behind the number: `MB/s`, `ns`, `events/s`, `%`. */
  readonly unit: string;
  readonly better: "higher" | "lower";
  /** A target is what vCPU settings should move; a control is what they should not. */
  readonly role: "target" | "control";
}

/** One measured number, as a tool's output yields it. */
export interface Sample {
  readonly metric: string;
  readonly at: Coordinates;
  readonly value: number;
  /** What was so while it was measured but does not make it another quantity: algorithm, protocol, channels, … */
  readonly conditions?: Coordinates;
}
