import { type Markup, markup } from "../markup.ts";
import type { GroupHead } from "../model.ts";
import { formatPlural } from "../../number_format.ts";
import { findingList } from "./findings.ts";
import { remarkList } from "./remarks.ts";
import { titled } from "./titled.ts";

/** A GPU group as it is read without the page's script, and the place of what that makes of its data. */
export function groupSection(group: GroupHead): Markup {
  const { gpu, anchor, size, best, findings, baseline, remarks } = group;
  return markup`<section class="group" id="${anchor}" aria-labelledby="${anchor}-title">
${titled(anchor, gpu, markup`<h2 id="${anchor}-title"><bdi>${gpu}</bdi> <small>${formatPlural(size, "configuration")}</small></h2>`)}
${findingList(anchor, findings)}<p class="baseline">${baseline.before}<strong><bdi>${baseline.name}</bdi></strong>${baseline.after}</p>
${remarkList(remarks)}<div class="body" data-best="${best.join(" ")}"></div>
</section>
`;
}
