import type { OpenedPage } from "./opened_page.ts";

/** Opens every fold of a page, those within others too, so that it fills them. */
export function openFolds({ window }: OpenedPage): void {
  for (;;) {
    const closed = Array.from(window.document.querySelectorAll("details:not([open])"));
    if (closed.length === 0) return;
    for (const fold of closed) {
      fold.setAttribute("open", "");
      fold.dispatchEvent(new window.Event("toggle"));
    }
  }
}
