import { configurationContent } from "../html/configuration.ts";
import { groupBody } from "../html/group_body.ts";
import { chartsOf } from "../view/charts.ts";
import { shownAtFirst } from "../view/choice.ts";
import type { Member } from "../view/member.ts";
import type { ShownBenchmark } from "../view/shown_catalogue.ts";
import type { Charts } from "./charts.ts";
import { whenOpened } from "./fold.ts";
import { startGroupCharts } from "./group_charts.ts";
import { startLegend } from "./legend.ts";
import { inflateGroup, plainGroup } from "./embedded_data.ts";
import { packUpwards } from "./pack_upwards.ts";

/** Fills a group's place in the page from its data. */
function fillGroup(
  section: HTMLElement,
  members: readonly Member[],
  catalogue: readonly ShownBenchmark[],
  charts: Charts,
): void {
  const body = section.querySelector<HTMLElement>(".body");
  if (body === null) return;
  const views = chartsOf(catalogue, members, section.id);
  const best = (body.dataset["best"] ?? "").split(" ").filter((anchor) => anchor !== "");
  body.innerHTML = groupBody({ anchor: section.id, members, charts: views, hasBest: best.length > 0 }).text;
  const shown = shownAtFirst(members);
  const show = startGroupCharts(section.id, views, charts);
  show(members.filter((member) => shown.has(member)));
  const legend = body.querySelector<HTMLElement>(".legend");
  if (legend !== null) startLegend(legend, { members, best, shown }, show);
  for (const member of members) {
    const fold = document.getElementById(member.anchor);
    if (fold instanceof HTMLDetailsElement)
      whenOpened(fold, () =>
        fold.insertAdjacentHTML("beforeend", configurationContent(catalogue, member).text),
      );
  }
  for (const grid of body.querySelectorAll<HTMLElement>(".charts")) packUpwards(grid);
}

/** The GPU groups of the page. */
export interface Groups {
  /** Fills the group that an element's id belongs to, if it is not filled yet. */
  fillFor(id: string): Promise<void>;
  /** Fills all groups whose data is at hand, and their folds. */
  fillAll(): void;
}

/** Groups this near to what is seen are filled already. */
const near = "1500px 0px";

/** Fills each group: at once where its data stands in the page as it is, else when it comes near. */
export function startGroups(catalogue: readonly ShownBenchmark[], charts: Charts): Groups {
  const sections = Array.from(document.querySelectorAll<HTMLElement>("section.group"));
  /** Those that are not filled, with their configurations as far as they have been inflated. */
  const waiting = new Map<HTMLElement, readonly Member[] | null>();
  const fillWith = (section: HTMLElement, members: readonly Member[]): void => {
    if (waiting.delete(section)) fillGroup(section, members, catalogue, charts);
  };
  const inflate = async (section: HTMLElement): Promise<readonly Member[]> => {
    const members = waiting.get(section) ?? (await inflateGroup(section.id));
    if (waiting.has(section)) waiting.set(section, members);
    return members;
  };
  const fill = async (section: HTMLElement): Promise<void> => {
    if (waiting.has(section)) fillWith(section, await inflate(section));
  };
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        nearness.unobserve(target);
        void fill(target);
      }
    },
    { rootMargin: near },
  );
  for (const section of sections) {
    const members = plainGroup(section.id);
    waiting.set(section, members);
    if (members === null) nearness.observe(section);
    else fillWith(section, members);
  }
  /** A page cannot wait for anything once it is being printed, so the rest is inflated while nothing else is to do. */
  const inflateRest = async (): Promise<void> => {
    const next = Array.from(waiting).find(([, members]) => members === null)?.[0];
    if (next === undefined) return;
    await inflate(next);
    requestIdleCallback(() => void inflateRest());
  };
  if (waiting.size > 0) requestIdleCallback(() => void inflateRest());
  return {
    async fillFor(id) {
      const section = sections.find((own) => id === own.id || id.startsWith(`${own.id}-`));
      if (section !== undefined) await fill(section);
    },
    fillAll() {
      for (const [section, members] of waiting) if (members !== null) fillWith(section, members);
      // Paper cannot be unfolded, so that configurations stand on it whole.
      for (const fold of document.querySelectorAll("details.configuration"))
        fold.dispatchEvent(new Event("toggle"));
    },
  };
}
