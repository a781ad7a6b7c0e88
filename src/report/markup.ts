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

/** Control characters, of which no page may consist; a terminal's colours are the usual case. */
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** Text that means itself, in an element and in a quoted attribute. */
function escapeText(text: string): string {
  return text.replace(control, "\uFFFD").replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function rendered(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(rendered).join("");
  return escapeText(String(content));
}

/**
 * A piece of a page: what is written is markup, what is filled in is text. Attributes must be quoted.
 * Named so that no formatter takes it for HTML to lay out: a space more in it is a space more on the page.
 */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(
    parts.map((part, i) => (i === 0 ? "" : rendered(contents[i - 1] ?? null)) + part).join(""),
  );
}

/** Vouches for text that does not come from disk, such as a bundled script. */
export function raw(text: string): Markup {
  return new Markup(text);
}

/** JSON for a `<script type="application/json">`, so written that it stays data: JSON in which nothing ends the element or opens a comment. */
export function embeddedJson(json: string): Markup {
  return new Markup(json.replaceAll("<", "\\u003c"));
}
