import { type Markup, markup } from "../markup.ts";
import { formatPlural } from "../../number_format.ts";
import type { Fact } from "../view/details.ts";
import { gpuLoadTable } from "../view/gpu_load_table.ts";
import type { Member } from "../view/member.ts";
import { otherFigures } from "../view/other_figures.ts";
import type { ShownBenchmark } from "../view/shown_catalogue.ts";
import { againstMarkup } from "./against.ts";
import { dataTable } from "./data_table.ts";
import { failureList } from "./failures.ts";
import { fileList } from "./folder.ts";
import { namedMark } from "./mark.ts";
import { selfLink } from "./titled.ts";

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

/** A configuration, folded; the page's script fills it when it is opened. */
export function configurationDetails({ anchor, label, look, details }: Member): Markup {
  const words = details.against?.inShort ?? "";
  const unlike = words === "" ? null : markup` <small class="unlike">${words}</small>`;
  // A link within what unfolds it would be a control within a control.
  return markup`<div class="titled"><details class="configuration" id="${anchor}">
<summary><span class="name">${namedMark(label, look)}</span> <small>${details.inShort}</small>${unlike}</summary>
</details>${selfLink(anchor, label)}</div>
`;
}

/** All that is kept of a configuration. */
export function configurationContent(catalogue: readonly ShownBenchmark[], member: Member): Markup {
  const { label, details } = member;
  const gpuLoad = gpuLoadTable(member.gpuLoads);
  const others = otherFigures(catalogue, member);
  const loads =
    gpuLoad === null
      ? null
      : markup`<h4>GPUs while measuring</h4>
${dataTable(`GPUs of ${label} while measuring`, gpuLoad)}
<p class="hint">Of the samples that found work on the GPU: the median over the trials, below it the lowest and the
highest. Only these say whether a link is degraded.</p>
`;
  const figures =
    others === null
      ? null
      : markup`<details><summary>Other figures <small>${formatPlural(others.rows.length, "row")}</small></summary>
${dataTable(`Other figures of ${label}`, others)}
</details>
`;
  return markup`${againstMarkup(member)}${failureList(details.failures)}<div class="facts">
${factList("Machine", details.machine)}${factList("GPUs before measuring", details.gpus)}${factList("Measuring", details.measuring)}${factList("Noise while measuring", details.noise)}</div>
${loads}${fileList(catalogue, details.folder)}${figures}`;
}
