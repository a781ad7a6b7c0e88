import { bytesOf } from "../packed/printable.ts";
import { unpackGroup } from "../packed/unpack.ts";
import type { Member } from "../view/member.ts";
import type { ShownBenchmark } from "../view/shown_catalogue.ts";

// All of this was written by the same version of this program into the same page.

export function embeddedCatalogue(): ShownBenchmark[] {
  return JSON.parse(document.getElementById("catalogue")?.textContent ?? "[]");
}

/** Resolves when all of the page has been read: its script stands before data that is not needed at once. */
export async function wholePage(): Promise<void> {
  if (document.readyState === "loading")
    await new Promise((resolve) => {
      document.addEventListener("DOMContentLoaded", resolve, { once: true });
    });
}

/** The text that an element of the page holds deflated. */
export function inflated({ textContent }: Element): Promise<string> {
  const stream = new Blob([bytesOf(textContent)]).stream();
  return new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

function dataElement(anchor: string): HTMLScriptElement | null {
  return document.querySelector<HTMLScriptElement>(`script[data-of="${anchor}"]`);
}

/** The data of a group that stands in the page as it is; null where it is deflated. */
export function plainGroup(anchor: string): string | null {
  const element = dataElement(anchor);
  return element?.type === "application/json" ? element.textContent : null;
}

/** The data of a group that is deflated. @throws Error when the page has none. */
export async function inflatedGroup(anchor: string): Promise<string> {
  // What something follows upon has been read to its end.
  if (!dataElement(anchor)?.nextElementSibling) await wholePage();
  const element = dataElement(anchor);
  if (element === null) throw new Error(`the page has no data of ${anchor}`);
  return inflated(element);
}

/** The configurations of a group, from its data. */
export function membersOf(data: string): Member[] {
  return unpackGroup(JSON.parse(data));
}
