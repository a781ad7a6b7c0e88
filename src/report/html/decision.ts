import { type Markup, markup } from "../markup.ts";
import type { DecisionView } from "../model/decision_view.ts";

/** Words for how sure the choice is. */
export const decisionWords = {
  use: "Use",
  either: "Use either",
  overall: "Best overall, not in everything:",
  nothing: "Nothing can be decided",
} as const;

/** The sentence that decides, or that says why nothing does. */
export function decisionMarkup(anchor: string, { is, names, because, more }: DecisionView): Markup {
  const named = names.map((name, i) => markup`${i === 0 ? "" : " or "}<strong><bdi>${name}</bdi></strong>`);
  const about = names.length === 0 ? markup`. ` : markup` ${named}: `;
  const rest =
    more.length === 0
      ? null
      : markup`\n<ul class="hint">${more.map((sentence) => markup`<li>${sentence}</li>`)}</ul>`;
  return markup`<div class="decision ${is}" id="${anchor}-decision">
<p><b>${decisionWords[is]}</b>${about}${because}${because.endsWith(".") ? "" : "."}</p>${rest}
</div>
`;
}
