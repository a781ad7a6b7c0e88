import { type Markup, markup } from "../markup.ts";
import type { Failure } from "../view/details.ts";

function printed(title: string, text: string): Markup | null {
  return text === "" ? null : markup`<p>${title}</p><pre tabindex="0">${text}</pre>`;
}

function failureMarkup({ benchmark, because, trial, command, ending, output }: Failure): Markup {
  const last = trial === null ? "" : `Its last failed trial was ${trial}`;
  const how = ending === null ? last : `${last}: ${ending}`;
  return markup`<section class="failure"><h4>Failed: ${benchmark}</h4>
<p>${because}.${how === "" ? null : ` ${how}.`}</p>
${command === null ? null : printed("What was started:", command)}${printed("What it printed last:", output)}</section>
`;
}

/** The benchmarks of a configuration that failed, with what was started and what it printed. */
export function failureList(failures: readonly Failure[]): Markup | null {
  return failures.length === 0 ? null : markup`<div class="failures">${failures.map(failureMarkup)}</div>\n`;
}
