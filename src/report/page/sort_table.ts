import { type Direction, sortOrder } from "./sort_order.ts";

function sortBy(table: HTMLElement, column: number, direction: Direction): void {
  for (const body of table.querySelectorAll("tbody")) {
    const rows = Array.from(body.children);
    const values = rows.map((row) => row.children[column]?.getAttribute("data-value") ?? null);
    body.append(...sortOrder(values, direction).flatMap((at) => rows[at] ?? []));
  }
}

/** Gives each column head a button that sorts by it, and by a second press the other way round. */
export function makeSortable(table: HTMLElement): void {
  const heads = Array.from(table.querySelectorAll("thead th"));
  for (const [column, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const direction = head.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", direction);
      sortBy(table, column, direction);
    });
  }
}
