import { whenIdle } from "./when_idle.ts";

/** So many rows are put into a table at once: more than any screen shows, and few to lay out. */
const rowsAtOnce = 60;

/** The rows of a table. */
export interface RowList {
  /** Shows these and no others, from the first on, and takes its time for those that nobody sees yet. */
  show(rows: readonly Element[]): void;
}

export function startRowList(body: Element): RowList {
  let wanted: readonly Element[] = [];
  let there = 0;
  let isScheduled = false;
  const add = (count: number): void => {
    const next = wanted.slice(there, there + count);
    body.append(...next);
    there += next.length;
  };
  const goOn = (): void => {
    if (isScheduled || there === wanted.length) return;
    isScheduled = true;
    whenIdle(() => {
      isScheduled = false;
      add(rowsAtOnce);
      goOn();
    });
  };
  // Paper shows all of them, and does not wait.
  window.addEventListener("beforeprint", () => add(wanted.length));
  return {
    show(rows) {
      const before = Array.from(body.children);
      const isMore = before.every((row, i) => row === rows[i]);
      wanted = rows;
      there = isMore ? before.length : 0;
      // Rows that stay where they are keep the keyboard's focus.
      if (!isMore) body.replaceChildren();
      if (there < rowsAtOnce) add(rowsAtOnce - there);
      goOn();
    },
  };
}
