import type { Comparison } from "../../analysis/comparison/comparison.ts";
import { verdictCounts } from "../comparison/figures.ts";
import { incomparableWords } from "../comparison/incomparable_words.ts";
import { movedControls, trustWords } from "../comparison/trust_words.ts";
import type { Member } from "./member.ts";

/** What came of holding a configuration against the baseline, in sentences. */
export interface ComparisonView {
  readonly member: Member;
  readonly baseline: string;
  /** Controls that moved, which come before anything else. */
  readonly moved: readonly string[];
  /** `14 better, 1 worse, 9 same within ±1 %, 5 undecided, 2 figures not comparable`. */
  readonly counts: string;
  /** What a reader has to know to trust it. */
  readonly trust: readonly string[];
  readonly incomparable: readonly string[];
}

export function comparisonView(member: Member, comparison: Comparison): ComparisonView {
  return {
    member,
    baseline: comparison.base.configuration.config,
    moved: movedControls(comparison),
    counts: verdictCounts(comparison),
    trust: trustWords(comparison),
    incomparable: incomparableWords(comparison),
  };
}
