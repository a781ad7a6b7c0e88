import { type Markup, markup } from "../markup.ts";
import type { ConfigurationView } from "../model/configuration_view.ts";
import type { Fact } from "../model/machine_facts.ts";
import { formatPlural } from "../../number_format.ts";
import { dataTable } from "./data_table.ts";
import { namedMark } from "./mark.ts";

function factItem({ label, lines }: Fact): Markup {
  return markup`<dt>${label}</dt>${lines.map((line) => markup`<dd>${line}</dd>`)}\n`;
}

function factList(title: string, facts: readonly Fact[]): Markup | null {
  return facts.length === 0
    ? null
    : markup`<div><h4>${title}</h4><dl>
${facts.map(factItem)}</dl></div>
`;
}

/** All that is kept of a configuration, folded. */
export function configurationDetails(view: ConfigurationView): Markup {
  const { member, inShort, machine, gpus, measuring, noise, gpuLoad, otherFigures } = view;
  const loads =
    gpuLoad === null
      ? null
      : markup`<h4>GPUs while measuring</h4>
${dataTable(`GPUs of ${member.label} while measuring`, gpuLoad)}
<p class="hint">Of the samples that found work on the GPU: the median over the trials, below it the lowest and the
highest. Only these say whether a link is degraded.</p>
`;
  const others =
    otherFigures === null
      ? null
      : markup`<details><summary>Other figures <small>${formatPlural(otherFigures.rows.length, "row")}</small></summary>
${dataTable(`Other figures of ${member.label}`, otherFigures)}
</details>
`;
  return markup`<details class="configuration" id="${member.anchor}">
<summary><span class="name">${namedMark(member.label, member.look)}</span> <small>${inShort}</small></summary>
<div class="facts">
${factList("Machine", machine)}${factList("GPUs before measuring", gpus)}${factList("Measuring", measuring)}${factList("Noise while measuring", noise)}</div>
${loads}${others}</details>
`;
}
