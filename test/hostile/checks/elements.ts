/** Elements and attributes of a piece of a page that no clean page has. */

const tags = new Set(
  (
    "html head meta link title style body a header h1 h2 h3 h4 p nav ul li main noscript section div span small bdi " +
    "strong b em br svg symbol path use table caption thead tbody tr th td details summary script dl dt dd code pre " +
    "ol figure figcaption button output input"
  ).split(" "),
);

const attributes = new Set(
  (
    "lang charset http-equiv content name rel href class id tabindex type scope rowspan viewbox d title hidden role " +
    "aria-label aria-labelledby aria-hidden aria-pressed stroke-dasharray placeholder autocomplete " +
    "data-of data-rule data-best data-figures data-later data-unit data-member data-choose data-chart"
  ).split(" "),
);

/** What a browser does with an address: it leaves out white space and control characters before it looks. */
function schemeOf(address: string): string | null {
  // oxlint-disable-next-line no-control-regex
  const bare = address.replaceAll(/[\u0000-\u0020]/g, "").toLowerCase();
  if (bare.startsWith("//") || bare.startsWith("\\")) return "//";
  return /^[a-z][a-z0-9+.-]*:/.exec(bare)?.[0] ?? null;
}

function addressFault(tag: string, name: string, value: string): string[] {
  if (name !== "href" && name !== "src") return [];
  const scheme = schemeOf(value);
  if (scheme === null || (tag === "link" && value === "data:,")) return [];
  return [`<${tag}> leads to ${JSON.stringify(value.slice(0, 80))}`];
}

/** What is wrong with one element. */
export function elementFaults(tag: string, own: Iterable<readonly [string, string]>): string[] {
  return [
    ...(tags.has(tag) ? [] : [`<${tag.slice(0, 40)}> is no element of the page`]),
    ...Array.from(own).flatMap(([name, value]) => [
      ...(attributes.has(name) ? [] : [`<${tag}> has the attribute ${JSON.stringify(name.slice(0, 40))}`]),
      ...addressFault(tag, name, value),
    ]),
  ];
}
