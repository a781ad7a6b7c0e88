import type { Tip, TipEntry } from "../view/tip.ts";
import { markers } from "./theme.ts";

/** From the pointer, so that it does not cover what it points at. */
const distance = 14;

const svg = "http://www.w3.org/2000/svg";

function element(name: string, className: string, ...content: readonly (string | Node)[]): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  // Strings become text, never markup: names come from files.
  made.append(...content);
  return made;
}

function markOf({ look }: TipEntry): SVGElement {
  const mark = document.createElementNS(svg, "svg");
  mark.setAttribute("viewBox", "0 0 10 10");
  mark.setAttribute("class", `mark s${look.colour}`);
  const path = document.createElementNS(svg, "path");
  path.setAttribute("d", markers[look.marker % markers.length] ?? "");
  mark.append(path);
  return mark;
}

function entryOf(entry: TipEntry): HTMLElement {
  const { name, value, lines, verdicts } = entry;
  return element(
    "div",
    "entry",
    element("p", "of", markOf(entry), element("bdi", "", name), " ", element("b", "", value)),
    ...lines.map((line) => element("p", "", line)),
    ...verdicts.map(({ is, text }) => element("p", `verdict ${is}`, text)),
  );
}

/** What is said of the place that a pointer is on. There is one on the page. */
export interface Tooltip {
  /** A tip that is shown already is moved and not made again, so the same place should have the same one. */
  show(tip: Tip, pointer: Pick<MouseEvent, "clientX" | "clientY">): void;
  hide(): void;
}

/** The tooltip of the page. Those who use no pointer have all that it says in the tables, so it is hidden from them. */
export function startTooltip(): Tooltip {
  const box = element("div", "tip");
  box.setAttribute("aria-hidden", "true");
  box.hidden = true;
  document.body.append(box);
  let shown: Tip | null = null;
  const size = { width: 0, height: 0 };
  const hide = (): void => {
    if (shown === null) return;
    shown = null;
    box.hidden = true;
  };
  window.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
  // What is under the pointer moves away from it.
  window.addEventListener("scroll", hide, { passive: true, capture: true });
  return {
    show(tip, { clientX, clientY }) {
      if (tip !== shown) {
        shown = tip;
        box.replaceChildren(
          ...(tip.heading === null ? [] : [element("p", "heading", tip.heading)]),
          ...tip.entries.map(entryOf),
        );
        box.hidden = false;
        size.width = box.offsetWidth;
        size.height = box.offsetHeight;
      }
      const { innerWidth, innerHeight } = window;
      const right = clientX + distance;
      const left = right + size.width <= innerWidth ? right : Math.max(0, clientX - distance - size.width);
      const top = Math.max(0, Math.min(clientY + distance, innerHeight - size.height));
      box.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    },
    hide,
  };
}
