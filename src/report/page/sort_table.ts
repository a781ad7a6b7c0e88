import type { Direction } from "./sort_order.ts";

/** What a table is sorted by. */
export interface Sorting {
  readonly column: number;
  /** What the head of the column says, without its unit. */
  readonly label: string;
  readonly direction: Direction;
}

/** Gives each column head a button that sorts by it, and by a second press the other way round. */
export function makeSortable(heads: readonly Element[], sort: (by: Sorting) => void): void {
  for (const [column, head] of heads.entries()) {
    const label = head.firstChild?.textContent ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      sort({ column, label, direction });
    });
  }
}
