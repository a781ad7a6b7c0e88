import type { ReadingProblem } from "../../results/configuration.ts";
import { type Markup, markup } from "../markup.ts";
import type { GroupHead, Page } from "../model.ts";
import type { Measured } from "../model/measured.ts";
import { decisionList } from "./decisions.ts";
import { summaryTableMarkup } from "./summary_table.ts";
import { titled } from "./titled.ts";

/** A section of the page with its heading. */
function section(id: string, title: string, content: Markup): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
${titled(id, title, markup`<h2 id="${id}-title">${title}</h2>`)}
${content}</section>
`;
}

/** Which configuration to use on each GPU model; null where nothing was measured. */
export function decisionsSection({ groups }: Page<GroupHead>): Markup | null {
  return groups.length === 0
    ? null
    : section("decisions", "Which configuration to use", decisionList(groups));
}

/** The table over all configurations, or what to do where there are none. */
export function summarySection({ table, measured }: Page<GroupHead>, isDeflated: boolean): Markup {
  if (table.lines.length === 0)
    return markup`<p class="empty">Nothing has been measured yet: <code>vcpu-bench run NAME</code> measures this machine.</p>
`;
  const tools = measured.map(({ title, toolLabels }) => `${title}: ${toolLabels.join("; ")}`).join(" · ");
  return section(
    "summary",
    "All configurations",
    markup`${summaryTableMarkup(table, isDeflated)}
${tools === "" ? null : markup`<p class="hint">Measured with: ${tools}.</p>`}
`,
  );
}

function measuredItem({ title, measures, why, toolLabels }: Measured): Markup {
  return markup`<dt>${title}</dt><dd><p>Measures ${measures}. <em>With ${toolLabels.join("; ")}.</em></p><p>${why}</p></dd>
`;
}

export function measuredSection(measured: readonly Measured[]): Markup | null {
  return measured.length === 0
    ? null
    : section(
        "measured",
        "What was measured",
        markup`<dl class="measured">
${measured.map(measuredItem)}</dl>
`,
      );
}

/** What of the results folder is not in the report. */
export function problemsSection(problems: readonly ReadingProblem[]): Markup | null {
  return problems.length === 0
    ? null
    : section(
        "problems",
        "Not readable",
        markup`<p>These are not in the report, or not wholly.</p>
<ul class="problems">
${problems.map(({ path, because }) => markup`<li><code>${path}</code> ${because}</li>\n`)}</ul>
`,
      );
}
