import type { Comparison } from "../../analysis/comparison/comparison.ts";
import { verdictCounts } from "../comparison/figures.ts";
import { incomparableWords } from "../comparison/incomparable_words.ts";
import { movedControls, trustWords } from "../comparison/trust_words.ts";
import type { ComparisonView } from "../view/comparison_view.ts";

export function comparisonView(comparison: Comparison): ComparisonView {
  return {
    baseline: comparison.base.configuration.config,
    moved: movedControls(comparison),
    counts: verdictCounts(comparison),
    trust: trustWords(comparison),
    incomparable: incomparableWords(comparison),
  };
}
