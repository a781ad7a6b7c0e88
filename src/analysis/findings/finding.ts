/**
 * How much a finding matters. `fault`: something is broken or misconfigured, and figures suffer. `cost`: a choice that
 * costs speed here. `doubt`: a figure is not what it seems, or cannot be trusted as it stands.
 */
export const severities = ["fault", "cost", "doubt"] as const;
export type Severity = (typeof severities)[number];

/** A number (or word) that a finding rests on: `Triad, node 0 from node 1`, 81.2, `GB/s`. */
export interface Evidence {
  readonly label: string;
  readonly value: number | string;
  /** Null for words and bare counts. */
  readonly unit: string | null;
}

/** Something that the evidence says about a configuration. */
export interface Finding {
  /** Id of the rule that found it: `pcie-link`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence with its main number, without the configuration's name. */
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
  /** What to do, a step each, in libvirt's and the host's terms. */
  readonly advice: readonly string[];
}
