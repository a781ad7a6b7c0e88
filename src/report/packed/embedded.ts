import { deflateRawSync } from "node:zlib";
import { embeddedJson, type Markup, markup } from "../markup.ts";

/** Data up to this many characters in all stands in the page as it is, where people and programs can read it. */
const plainCharacters = 1_500_000;

/** The data of each group as an element of the page: as JSON, or deflated where that would make the page too large. */
export function embeddedGroups(
  groups: readonly { readonly anchor: string; readonly data: unknown }[],
  isPlain: boolean,
): Markup[] {
  const texts = groups.map(({ anchor, data }) => ({ anchor, text: JSON.stringify(data) }));
  const characters = texts.reduce((total, { text }) => total + text.length, 0);
  return texts.map(({ anchor, text }) => {
    if (isPlain || characters <= plainCharacters)
      return markup`<script type="application/json" data-of="${anchor}">${embeddedJson(text)}</script>\n`;
    const deflated = deflateRawSync(text, { level: 6 }).toString("base64");
    return markup`<script type="text/plain" data-of="${anchor}">${deflated}</script>\n`;
  });
}
