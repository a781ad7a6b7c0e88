import { type Markup, markup } from "../markup.ts";
import type { GroupHead, Page } from "../model.ts";
import { formatPlural } from "../../number_format.ts";

/** So many GPU groups are listed without being folded. */
const fewGroups = 6;

/** Parts of each group, by the ending of their ids. The page's script makes the last two. */
const parts = [
  { ending: "findings", name: "Findings" },
  { ending: "charts", name: "Charts", class: "scripted" },
  { ending: "configurations", name: "Configurations", class: "scripted" },
] as const;

function link(anchor: string, text: string): Markup {
  return markup`<a href="#${anchor}">${text}</a>`;
}

function groupItem({ gpu, anchor }: GroupHead): Markup {
  const items = parts.map(
    (part) =>
      markup`<li${"class" in part ? markup` class="${part.class}"` : null}>${link(`${anchor}-${part.ending}`, part.name)}</li>`,
  );
  return markup`<li><a href="#${anchor}"><bdi>${gpu}</bdi></a><ul>${items}</ul></li>
`;
}

function groupList(groups: readonly GroupHead[]): Markup | null {
  if (groups.length === 0) return null;
  const list = markup`<ul class="groups">
${groups.map(groupItem)}</ul>`;
  return groups.length <= fewGroups
    ? list
    : markup`<details><summary>${formatPlural(groups.length, "GPU model")}</summary>
${list}</details>`;
}

/** Where everything is. */
export function contents({ groups, table, measured, problems }: Page<GroupHead>): Markup | null {
  const has = {
    summary: table.lines.length > 0,
    measured: measured.length > 0,
    problems: problems.length > 0,
  };
  if (!Object.values(has).includes(true)) return null;
  const item = (anchor: keyof typeof has, text: string): Markup | null =>
    has[anchor] ? markup`<li>${link(anchor, text)}</li>\n` : null;
  const list = groupList(groups);
  return markup`<nav aria-label="Contents"><ul>
${has.summary ? markup`<li>${link("decisions", "Which configuration to use")}</li>\n` : null}${item("summary", "All configurations")}${list === null ? null : markup`<li class="wide">${list}</li>\n`}${item("measured", "What was measured")}${item("problems", `Not readable (${problems.length})`)}</ul></nav>`;
}
