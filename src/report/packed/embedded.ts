import { embeddedJson, type Markup, markup, raw } from "../markup.ts";
import { printable } from "./printable.ts";

/**
 * The data of up to so many configurations stands in the page as it is, where people and programs can read it: half a
 * megabyte to two, by how much was measured. Of more of them it is deflated.
 */
const plainConfigurations = 50;

/** Decided from what is known before anything is read, so that each part can be made by itself. */
export function isDeflatedFor(configurations: number): boolean {
  return configurations > plainConfigurations;
}

/** The configurations of a group, packed, as JSON. */
export interface PackedText {
  readonly anchor: string;
  readonly json: string;
}

/** For a page whose script inflates it. This library makes an eighth less of it in the same time. */
function deflated(text: string): Markup {
  return raw(printable(Bun.deflateSync(Buffer.from(text), { level: 6, library: "libdeflate" })));
}

/** The data of a group as an element of the page. */
export function embeddedGroup({ anchor, json }: PackedText, isDeflated: boolean): Markup {
  return isDeflated
    ? markup`<script type="text/plain" data-of="${anchor}">${deflated(json)}</script>\n`
    : markup`<script type="application/json" data-of="${anchor}">${embeddedJson(json)}</script>\n`;
}

/** So many rows are inflated at once, in a few milliseconds. */
const rowsTogether = 50;

/** Rows of the table on top that the page's script puts there, as elements with some of them each. */
export function embeddedRows(rows: readonly Markup[]): Markup[] {
  const chunks = Array.from({ length: Math.ceil(rows.length / rowsTogether) }, (_, i) =>
    rows.slice(i * rowsTogether, (i + 1) * rowsTogether),
  );
  return chunks.map(
    (chunk) =>
      markup`<script type="text/plain" class="later-rows">${deflated(chunk.map(({ text }) => text).join(""))}</script>\n`,
  );
}
