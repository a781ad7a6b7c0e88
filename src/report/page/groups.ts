import type { ShownBenchmark } from "../view/shown_catalogue.ts";
import type { Charts } from "./charts.ts";
import { inflatedGroup, plainGroup } from "./embedded_data.ts";
import { startFilledGroups } from "./filled_groups.ts";
import { fillGroup } from "./fill_group.ts";
import { nextTask } from "./next_task.ts";
import { whenIdle } from "./when_idle.ts";

/** The GPU groups of the page. */
export interface Groups {
  /** Fills the group that an element's id belongs to, if it is not filled yet. */
  fillFor(id: string): Promise<void>;
  /** Fills all groups whose data is at hand, and their folds. */
  fillAll(): void;
}

/** Groups this near to what is seen are filled already. */
const near = "1500px 0px";

/** A group, and how far it is filled. */
interface Group {
  readonly section: HTMLElement;
  /** Null until it has been inflated. */
  data: string | null;
  /** The steps that fill it, once the first has been taken. */
  steps: Generator<void, void> | null;
  isFilled: boolean;
  /** Resolves when it is filled; null when nobody has asked for that. */
  filling: Promise<void> | null;
  /** In CSS pixels, when it was near last. */
  height: number;
}

/** Takes out of a group what it was filled with, and keeps its room. */
function clear(own: Group, charts: Charts): void {
  charts.remove(Array.from(own.section.querySelectorAll(".plot")));
  own.section.style.minHeight = `${own.height}px`;
  own.section.querySelector(".body")?.replaceChildren();
  [own.steps, own.isFilled, own.filling] = [null, false, null];
}

/**
 * Fills each group: at once where its data stands in the page as it is, else when it comes near; the first one in any
 * case, since readers come there first. Empties those that readers have left behind and have done nothing to.
 */
export function startGroups(catalogue: readonly ShownBenchmark[], charts: Charts): Groups {
  const groups = new Map<Element, Group>();
  for (const section of document.querySelectorAll<HTMLElement>("section.group"))
    groups.set(section, {
      section,
      data: plainGroup(section.id),
      steps: null,
      isFilled: false,
      filling: null,
      height: 0,
    });
  const all = Array.from(groups.values());
  const filled = startFilledGroups(
    all.map(({ section }) => section),
    (section) => {
      const own = groups.get(section);
      if (own !== undefined) clear(own, charts);
    },
  );
  /** @returns whether there is more to do */
  const step = (own: Group, data: string): boolean => {
    own.steps ??= fillGroup(own.section, data, catalogue, charts);
    own.isFilled = own.steps.next().done ?? false;
    if (own.isFilled) {
      own.section.style.minHeight = "";
      filled.add(own.section);
    }
    return !own.isFilled;
  };
  const fillAtOnce = (own: Group, data: string): void => {
    while (step(own, data));
  };
  const inflate = async (own: Group): Promise<string> => {
    own.data ??= await inflatedGroup(own.section.id);
    return own.data;
  };
  const fillInTasks = async (own: Group): Promise<void> => {
    const data = await inflate(own);
    do await nextTask();
    // A print may have filled it meanwhile.
    while (!own.isFilled && step(own, data));
  };
  const fill = (own: Group): Promise<void> => {
    own.filling ??= own.isFilled ? Promise.resolve() : fillInTasks(own);
    return own.filling;
  };
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const own = groups.get(target);
        if (own === undefined) continue;
        if (isIntersecting) void fill(own);
        else own.height = boundingClientRect.height;
        filled.move(own.section, isIntersecting);
      }
    },
    { rootMargin: near },
  );
  for (const own of all) {
    if (own.data !== null) fillAtOnce(own, own.data);
    nearness.observe(own.section);
  }
  const [first] = all;
  if (first !== undefined) {
    filled.keep(first.section);
    void fill(first);
  }
  /** A page cannot wait for anything once it is being printed, so the rest is inflated while nothing else is to do. */
  const inflateRest = (): void => {
    const next = all.find(({ data }) => data === null);
    if (next !== undefined) whenIdle(() => void inflate(next).then(inflateRest));
  };
  inflateRest();
  return {
    async fillFor(id) {
      const own = all.find(({ section }) => id === section.id || id.startsWith(`${section.id}-`));
      if (own === undefined) return;
      // What an address names is to be found again.
      filled.keep(own.section);
      await fill(own);
    },
    fillAll() {
      for (const own of all) if (!own.isFilled && own.data !== null) fillAtOnce(own, own.data);
      // Paper cannot be unfolded, so that configurations stand on it whole.
      for (const fold of document.querySelectorAll("details.configuration"))
        fold.dispatchEvent(new Event("toggle"));
    },
  };
}
