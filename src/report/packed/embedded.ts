import { deflateRawSync } from "node:zlib";
import { embeddedJson, type Markup, markup } from "../markup.ts";

/** Data up to this many characters in all stands in the page as it is, where people and programs can read it. */
const plainCharacters = 1_500_000;

/** The configurations of a group, packed, as JSON. */
export interface PackedText {
  readonly anchor: string;
  readonly json: string;
}

/** The data of each group as an element of the page: as JSON, or deflated where that would make the page too large. */
export function embeddedGroups(groups: readonly PackedText[], isPlain: boolean): Markup[] {
  const characters = groups.reduce((total, { json }) => total + json.length, 0);
  return groups.map(({ anchor, json }) => {
    if (isPlain || characters <= plainCharacters)
      return markup`<script type="application/json" data-of="${anchor}">${embeddedJson(json)}</script>\n`;
    const deflated = deflateRawSync(json, { level: 6 }).toString("base64");
    return markup`<script type="text/plain" data-of="${anchor}">${deflated}</script>\n`;
  });
}
