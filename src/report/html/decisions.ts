import { severities } from "../../analysis/findings/finding.ts";
import { type Markup, markup } from "../markup.ts";
import type { GroupHead } from "../model.ts";
import { formatPlural } from "../../number_format.ts";
import { decisionMarkup } from "./decision.ts";
import { severityWords } from "./findings.ts";

/** `3 findings: 1 fault, 2 cost speed`, as a link to them. */
function findingsLink({ anchor, findings }: GroupHead): Markup {
  if (findings.length === 0) return markup`<p class="none">No findings.</p>`;
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : `${severityWords[severity]} ${count}`;
  });
  return markup`<p><a href="#${anchor}-findings">${formatPlural(findings.length, "finding")}</a>: ${counts.join(", ")}.</p>`;
}

function decisionItem(group: GroupHead): Markup {
  const { gpu, anchor, decision } = group;
  return markup`<li>
<h3><a href="#${anchor}"><bdi>${gpu}</bdi></a></h3>
${decisionMarkup(anchor, decision)}${findingsLink(group)}</li>
`;
}

/** What a reader came for: which configuration to use on each GPU model, and whether something is wrong. */
export function decisionList(groups: readonly GroupHead[]): Markup {
  return markup`<ul class="decisions">
${groups.map(decisionItem)}</ul>
`;
}
