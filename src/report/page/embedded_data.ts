import type { PackedGroup } from "../packed/packed_group.ts";
import { unpackGroup } from "../packed/unpack.ts";
import type { Member } from "../view/member.ts";
import type { ShownBenchmark } from "../view/shown_catalogue.ts";

// All of this was written by the same version of this program into the same page.

export function embeddedCatalogue(): ShownBenchmark[] {
  return JSON.parse(document.getElementById("catalogue")?.textContent ?? "[]");
}

function dataElement(anchor: string): HTMLScriptElement | null {
  return document.querySelector<HTMLScriptElement>(`script[data-of="${anchor}"]`);
}

/** The configurations of a group whose data stands in the page as it is; null where it is deflated. */
export function plainGroup(anchor: string): Member[] | null {
  const element = dataElement(anchor);
  return element?.type === "application/json" ? unpackGroup(JSON.parse(element.textContent)) : null;
}

/** The configurations of a group whose data is deflated. */
export async function inflateGroup(anchor: string): Promise<Member[]> {
  const base64 = dataElement(anchor)?.textContent ?? "";
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const packed: PackedGroup = await new Response(stream).json();
  return unpackGroup(packed);
}
