import { type Markup, markup } from "../markup.ts";

/** The address of a part of the page as a link, for those who want to point others there. */
export function selfLink(id: string, name: string): Markup {
  return markup`<a class="self" href="#${id}" aria-label="Address of ${name}"><span aria-hidden="true">#</span></a>`;
}

/** A heading with the address of what it is the heading of, which stands beside it so that it is no part of its name. */
export function titled(id: string, name: string, heading: Markup): Markup {
  return markup`<div class="titled">${heading}${selfLink(id, name)}</div>`;
}
