import { type Markup, markup } from "../markup.ts";
import { formatCount } from "../../number_format.ts";
import { mostAtFirst, mostAtOnce } from "../view/choice.ts";
import type { Member } from "../view/member.ts";
import { namedMark } from "./mark.ts";

function toggle({ look, label, isBaseline }: Member, number: number): Markup {
  return markup`<button type="button" aria-pressed="false" data-member="${number}" title="${label}">${namedMark(label, look)}${
    isBaseline ? markup` <small>baseline</small>` : null
  }</button>
`;
}

function choosing(which: string, text: string): Markup {
  return markup`<button type="button" data-choose="${which}">${text}</button>\n`;
}

/**
 * The configurations of a group with their marks, each of which can be hidden and shown in all of its charts; the page's
 * script says which are. One alone needs none of that.
 */
export function legend(anchor: string, members: readonly Member[], hasBest: boolean): Markup | null {
  if (members.length < 2) return null;
  const isLarge = members.length > mostAtFirst;
  const all = members.length > mostAtOnce ? `First ${formatCount(mostAtOnce)}` : "All";
  const filter = isLarge
    ? markup`<input type="search" aria-label="Filter configurations by name" placeholder="Filter by name" autocomplete="off">\n`
    : null;
  return markup`<div class="legend" role="group" aria-labelledby="${anchor}-shown">
<p class="choose"><span id="${anchor}-shown">Shown in the charts</span> <output></output>
${choosing("all", all)}${choosing("none", "None")}${hasBest ? choosing("best", "Only best and baseline") : null}${filter}</p>
<div class="toggles${isLarge ? " many" : ""}">
${members.map(toggle)}</div>
</div>
`;
}
