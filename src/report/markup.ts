/** Text that is markup already and is put into a page as it is. Only {@link markup} and {@link raw} make it. */
export class Markup {
  constructor(readonly text: string) {}
}

type Content = string | number | Markup | null | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What text cannot have as it is: besides markup control characters, of which no page may consist, such as a terminal's. */
// oxlint-disable-next-line no-control-regex
const special = /[&<>"'\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
const allSpecial = new RegExp(special, "g");

/** Text that means itself, in an element and in a quoted attribute. */
function escapeText(text: string): string {
  return special.test(text) ? text.replace(allSpecial, (character) => entities[character] ?? "\uFFFD") : text;
}

function rendered(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content !== "object") return escapeText(String(content));
  let text = "";
  for (const one of content) text += rendered(one);
  return text;
}

/**
 * A piece of a page: what is written is markup, what is filled in is text. Attributes must be quoted.
 * Named so that no formatter takes it for HTML to lay out: a space more in it is a space more on the page.
 */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = parts[0] ?? "";
  for (let i = 0; i < contents.length; i += 1) text += rendered(contents[i] ?? null) + (parts[i + 1] ?? "");
  return new Markup(text);
}

/** Vouches for text that does not come from disk, such as a bundled script. */
export function raw(text: string): Markup {
  return new Markup(text);
}

/** JSON for a `<script type="application/json">`, so written that it stays data: JSON in which nothing ends the element or opens a comment. */
export function embeddedJson(json: string): Markup {
  return new Markup(json.replaceAll("<", "\\u003c"));
}
