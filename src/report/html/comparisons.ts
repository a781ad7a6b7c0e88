import { type Markup, markup } from "../markup.ts";
import type { ComparisonView } from "../view/comparison_view.ts";
import type { Member } from "../view/member.ts";
import { namedMark } from "./mark.ts";

function sentences(of: readonly string[]): Markup {
  return markup`<ul>
${of.map((sentence) => markup`<li>${sentence}</li>\n`)}</ul>`;
}

function comparisonItem(
  { label, look }: Member,
  { baseline, moved, counts, trust, incomparable }: ComparisonView,
): Markup {
  const rest =
    incomparable.length === 0
      ? null
      : markup`<p>Cannot be compared:</p>
${sentences(incomparable)}`;
  return markup`<li>${moved.map((sentence) => markup`<p class="moved"><b aria-hidden="true">!</b> ${sentence}</p>\n`)}
<p>${namedMark(label, look)} against <bdi>${baseline}</bdi>: ${counts}.</p>
<details><summary>How far to trust this</summary>
${sentences(trust)}
${rest}</details></li>
`;
}

/** What came of holding each configuration of a group against the baseline; null where nothing was. */
export function comparisonList(members: readonly Member[]): Markup | null {
  const items = members.flatMap((member) =>
    member.comparison === null ? [] : comparisonItem(member, member.comparison),
  );
  return items.length === 0
    ? null
    : markup`<ul class="comparisons" aria-label="Comparisons with the baseline">
${items}</ul>
`;
}
