import type { ShownBenchmark } from "../view/shown_catalogue.ts";
import type { Charts } from "./charts.ts";
import { inflatedGroup, plainGroup } from "./embedded_data.ts";
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

/** A group that is not filled. */
interface Waiting {
  readonly section: HTMLElement;
  /** Null until it has been inflated. */
  data: string | null;
  /** The steps that fill it, once the first has been taken. */
  steps: Generator<void, void> | null;
}

/**
 * Fills each group: at once where its data stands in the page as it is, else when it comes near; the first one in any
 * case, since readers come there first.
 */
export function startGroups(catalogue: readonly ShownBenchmark[], charts: Charts): Groups {
  const sections = Array.from(document.querySelectorAll<HTMLElement>("section.group"));
  const waiting = new Map<HTMLElement, Waiting>();
  /** @returns whether there is more to do */
  const step = (own: Waiting, data: string): boolean => {
    own.steps ??= fillGroup(own.section, data, catalogue, charts);
    const isOver = own.steps.next().done ?? false;
    if (isOver) waiting.delete(own.section);
    return !isOver;
  };
  const fillAtOnce = (own: Waiting, data: string): void => {
    while (step(own, data));
  };
  const inflate = async (own: Waiting): Promise<string> => {
    own.data ??= await inflatedGroup(own.section.id);
    return own.data;
  };
  const fillings = new Map<HTMLElement, Promise<void>>();
  const fillInTasks = async (own: Waiting): Promise<void> => {
    const data = await inflate(own);
    do await nextTask();
    // A print may have filled it meanwhile.
    while (waiting.has(own.section) && step(own, data));
  };
  const fill = (section: HTMLElement): Promise<void> => {
    const own = waiting.get(section);
    const filling = fillings.get(section) ?? (own === undefined ? Promise.resolve() : fillInTasks(own));
    fillings.set(section, filling);
    return filling;
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
    const own: Waiting = { section, data: plainGroup(section.id), steps: null };
    waiting.set(section, own);
    if (own.data === null) nearness.observe(section);
    else fillAtOnce(own, own.data);
  }
  const [first] = sections;
  if (first !== undefined) void fill(first);
  /** A page cannot wait for anything once it is being printed, so the rest is inflated while nothing else is to do. */
  const inflateRest = (): void => {
    const next = Array.from(waiting.values()).find(({ data }) => data === null);
    if (next !== undefined) whenIdle(() => void inflate(next).then(inflateRest));
  };
  inflateRest();
  return {
    async fillFor(id) {
      const section = sections.find((own) => id === own.id || id.startsWith(`${own.id}-`));
      if (section !== undefined) await fill(section);
    },
    fillAll() {
      for (const own of waiting.values()) if (own.data !== null) fillAtOnce(own, own.data);
      // Paper cannot be unfolded, so that configurations stand on it whole.
      for (const fold of document.querySelectorAll("details.configuration"))
        fold.dispatchEvent(new Event("toggle"));
    },
  };
}
