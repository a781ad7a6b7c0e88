import { type Markup, markup } from "../markup.ts";
import type { Remark } from "../model/remarks.ts";

const kindWords = { failed: "Failed", notice: "Note", skipped: "Skipped" } as const;

function remarkItem({ kind, configs, benchmarks, text, output }: Remark): Markup {
  const names = configs.map((config, i) => markup`${i === 0 ? "" : ", "}<bdi>${config}</bdi>`);
  const what = benchmarks.length === 0 ? text : `${benchmarks.join(", ")}: ${text}`;
  const printed =
    output === null || output === ""
      ? null
      : markup`<details><summary>What it printed last</summary><pre tabindex="0">${output}</pre></details>`;
  return markup`<li class="${kind}"><b>${kindWords[kind]}</b>
<div><strong>${names}</strong> <span class="text">${what}</span>${printed}</div></li>
`;
}

/** What a reader has to know of a group's numbers. */
export function remarkList(remarks: readonly Remark[]): Markup | null {
  return remarks.length === 0
    ? null
    : markup`<ul class="remarks" aria-label="Failed, skipped and to be known">
${remarks.map(remarkItem)}</ul>
`;
}
