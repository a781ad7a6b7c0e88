import { type Markup, markup } from "../markup.ts";
import type { ComparisonView } from "../model/comparison_view.ts";
import { namedMark } from "./mark.ts";

function sentences(of: readonly string[]): Markup {
  return markup`<ul>
${of.map((sentence) => markup`<li>${sentence}</li>\n`)}</ul>`;
}

function comparisonItem({ member, baseline, moved, counts, trust, incomparable }: ComparisonView): Markup {
  const rest =
    incomparable.length === 0
      ? null
      : markup`<p>Cannot be compared:</p>
${sentences(incomparable)}`;
  return markup`<li>${moved.map((sentence) => markup`<p class="moved"><b aria-hidden="true">!</b> ${sentence}</p>\n`)}
<p>${namedMark(member.label, member.look)} against <bdi>${baseline}</bdi>: ${counts}.</p>
<details><summary>How far to trust this</summary>
${sentences(trust)}
${rest}</details></li>
`;
}

/** What came of holding each configuration of a group against the baseline. */
export function comparisonList(comparisons: readonly ComparisonView[]): Markup | null {
  return comparisons.length === 0
    ? null
    : markup`<ul class="comparisons" aria-label="Comparisons with the baseline">
${comparisons.map(comparisonItem)}</ul>
`;
}
