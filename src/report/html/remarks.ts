import { type Markup, markup } from "../markup.ts";
import type { Remark } from "../model/remarks.ts";

const kindWords = { notice: "Note", skipped: "Skipped" } as const;

function remarkItem({ kind, configs, benchmarks, text }: Remark): Markup {
  const names = configs.map((config, i) => markup`${i === 0 ? "" : ", "}<bdi>${config}</bdi>`);
  const what = benchmarks.length === 0 ? text : `${benchmarks.join(", ")}: ${text}`;
  return markup`<li class="${kind}"><b>${kindWords[kind]}</b>
<div><strong>${names}</strong> <span class="text">${what}</span></div></li>
`;
}

/** What a reader has to know of a group's numbers. */
export function remarkList(remarks: readonly Remark[]): Markup | null {
  return remarks.length === 0
    ? null
    : markup`<ul class="remarks" aria-label="Skipped and to be known">
${remarks.map(remarkItem)}</ul>
`;
}
