import { bestAndBaseline, mostAtOnce } from "../view/choice.ts";
import type { Member } from "../view/member.ts";
import { formatCount } from "../../number_format.ts";

/** What a legend is about. */
export interface LegendOf {
  readonly members: readonly Member[];
  /** Anchors of those that the program would choose. */
  readonly best: readonly string[];
  /** Shown at the beginning. */
  readonly shown: ReadonlySet<Member>;
}

/** A press on one of the buttons for several configurations. */
type Choose = "all" | "none" | "best";

function isChoose(word: string | undefined): word is Choose {
  return word === "all" || word === "none" || word === "best";
}

/**
 * Lets a reader hide and show configurations.
 * @param show is called with those that are to be shown, in their order
 */
export function startLegend(
  legend: HTMLElement,
  { members, best, shown: atFirst }: LegendOf,
  show: (members: readonly Member[]) => void,
): void {
  let shown = new Set(atFirst);
  const toggles = Array.from(legend.querySelectorAll<HTMLButtonElement>("[data-member]"));
  const filter = legend.querySelector<HTMLInputElement>("input");
  const count = legend.querySelector("output");
  const matching = (): Member[] => {
    const wanted = (filter?.value ?? "").trim().toLowerCase();
    return members.filter(({ label }) => label.toLowerCase().includes(wanted));
  };
  const say = (): void => {
    for (const [i, toggle] of toggles.entries()) {
      const member = members[i];
      toggle.setAttribute("aria-pressed", String(member !== undefined && shown.has(member)));
    }
    if (count !== null) count.textContent = `${formatCount(shown.size)} of ${formatCount(members.length)}`;
  };
  const change = (to: Set<Member>): void => {
    shown = to;
    say();
    show(members.filter((member) => shown.has(member)));
  };
  const chosen: Readonly<Record<Choose, () => Set<Member>>> = {
    all: () => new Set(matching().slice(0, mostAtOnce)),
    none: () => new Set(),
    best: () => bestAndBaseline(members, best),
  };
  legend.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>("button") : null;
    const choose = button?.dataset["choose"];
    if (isChoose(choose)) {
      change(chosen[choose]());
      return;
    }
    const member = members[Number(button?.dataset["member"])];
    if (member === undefined) return;
    const next = new Set(shown);
    if (!next.delete(member)) next.add(member);
    change(next);
  });
  filter?.addEventListener("input", () => {
    const kept = new Set(matching());
    for (const [i, toggle] of toggles.entries()) {
      const member = members[i];
      toggle.hidden = member !== undefined && !kept.has(member);
    }
  });
  say();
}
