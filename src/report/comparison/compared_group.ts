import type { Comparison } from "../../analysis/comparison/comparison.ts";
import type { NoisyTrial } from "../../analysis/noisy_trials.ts";
import type { Configuration } from "../../results/configuration.ts";

/** A configuration that took part, and how noisy its trials were. */
export interface Participant {
  readonly configuration: Configuration;
  readonly trials: number;
  readonly noisy: readonly NoisyTrial[];
}

/** Configurations of one GPU group that were held against one of them. */
export interface ComparedGroup {
  readonly gpu: string;
  readonly base: Participant;
  /** In the order in which they were named. */
  readonly candidates: readonly { readonly participant: Participant; readonly comparison: Comparison }[];
  /** Whether what noisy trials measured was left out. */
  readonly excludesNoisy: boolean;
}
