import type { Look } from "../view/chart_data.ts";
import { type Markup, markup } from "../markup.ts";
import { dashes, markers } from "../page/theme.ts";

/** The colour and marker of a configuration beside its name. */
export function mark({ colour, marker }: Look): Markup {
  return markup`<svg class="mark s${colour}" viewBox="0 0 10 10" aria-hidden="true"><path d="${markers[marker] ?? ""}"/></svg>`;
}

/** A piece of line in a dash pattern. */
export function dashSample(dash: number): Markup {
  const pattern = (dashes[dash % dashes.length] ?? []).join(" ");
  return markup`<svg class="dash" viewBox="0 0 30 4" aria-hidden="true"><path d="M0 2H30" stroke-dasharray="${pattern === "" ? "none" : pattern}"/></svg>`;
}

/** A configuration's name; directions of writing in it stay in it. */
export function namedMark(label: string, look: Look): Markup {
  return markup`${mark(look)}<bdi>${label}</bdi>`;
}
