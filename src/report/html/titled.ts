import { type Markup, markup } from "../markup.ts";

/**
 * A heading with the address of what it is the heading of, as a link for those who want to point others there.
 * The link stands beside the heading, so that it is no part of its name.
 */
export function titled(id: string, name: string, heading: Markup): Markup {
  return markup`<div class="titled">${heading}<a class="self" href="#${id}" aria-label="Address of ${name}"><span aria-hidden="true">#</span></a></div>`;
}
