import type { Judged } from "../../analysis/comparison/comparison.ts";
import { ratioOfValues } from "../comparison/ratio_words.ts";
import { knownEnd } from "../known_end.ts";
import type { Beside } from "../view/member.ts";

/** What became of a figure beside the baseline's, as the page says it. */
export function besideOf(judged: Judged, baseline: string): Beside {
  const isShare = baseline === "host";
  const { estimate, low, high } = isShare ? judged.ratio : ratioOfValues(judged);
  return {
    is: judged.verdict.is,
    as: isShare ? "share" : judged.metric.comparedBy === "remainder" ? "remainder" : "change",
    estimate,
    interval: knownEnd(low) === null || knownEnd(high) === null ? null : { low, high },
  };
}
