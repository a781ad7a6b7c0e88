import { whenIdle } from "./when_idle.ts";

/** What a reader does to a group that should not be undone. */
const touches = ["click", "focusin", "pointerdown", "toggle"] as const;

/** So many groups stay filled behind a reader: all that is in a page makes its frames and collections of garbage longer. */
const mostBehind = 6;

/** The groups that are filled, of which those that a reader left long ago are emptied. */
export interface FilledGroups {
  add(section: HTMLElement): void;
  /** To be called when a group has come near to what is seen, or is no longer. */
  move(section: HTMLElement, isNear: boolean): void;
  /** A group that is never emptied. */
  keep(section: HTMLElement): void;
}

/** @param empty is called with one of the groups that is filled, far away and as it was when it was filled */
export function startFilledGroups(
  sections: readonly HTMLElement[],
  empty: (section: HTMLElement) => void,
): FilledGroups {
  /** Those last that were near last. */
  const filled = new Set<HTMLElement>();
  const near = new Set<HTMLElement>();
  const kept = new Set<HTMLElement>();
  let isPrinting = false;
  const emptyNext = (): void => {
    if (isPrinting) return;
    const behind = Array.from(filled).filter((section) => !near.has(section) && !kept.has(section));
    const [first] = behind;
    if (first === undefined || behind.length <= mostBehind) return;
    filled.delete(first);
    empty(first);
    whenIdle(emptyNext);
  };
  window.addEventListener("beforeprint", () => {
    isPrinting = true;
  });
  window.addEventListener("afterprint", () => {
    isPrinting = false;
    whenIdle(emptyNext);
  });
  for (const section of sections) {
    const keep = ({ isTrusted }: Event): void => {
      // A print unfolds all that is folded.
      if (isTrusted) kept.add(section);
    };
    for (const touch of touches) section.addEventListener(touch, keep, { capture: true });
  }
  return {
    add(section) {
      filled.add(section);
    },
    move(section, isNear) {
      if (isNear) {
        near.add(section);
        return;
      }
      near.delete(section);
      if (filled.delete(section)) filled.add(section);
      whenIdle(emptyNext);
    },
    keep(section) {
      kept.add(section);
    },
  };
}
