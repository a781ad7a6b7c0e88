import type { Page } from "playwright-core";
import { framesDrawn } from "../../test/e2e/opened_report.ts";
import { type Task, tasksWhile } from "./page_tasks.ts";
import { firstChartAt, isQuiet, watchForChart } from "./page_watch.ts";

/** Things done to a page, in this order. */
export const deeds = ["loading", "scrolling", "sorting", "filtering", "toggling"] as const;

type Taken = Omit<Task, "isBeforeChart">;

/** What a page took. */
export interface PageUse {
  /** From navigation until the first chart was drawn. */
  readonly firstChart: Taken;
  /** The longest task while each was done and until the page was quiet again. */
  readonly longest: Readonly<Record<(typeof deeds)[number], Taken>>;
}

/** Clicks as a mouse does. Finding an element by itself, the driver looks through all of a page, in a task of the page. */
async function click(page: Page, selector: string, place = 0): Promise<void> {
  const [x, y] = await page.evaluate(
    ([wanted, nth]) => {
      const box = document.querySelectorAll(wanted)[nth]?.getBoundingClientRect() ?? new DOMRect();
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    },
    [selector, place] as const,
  );
  await page.mouse.click(x, y);
}

/** From top to bottom, each step a little less than what is seen, so that every group comes by. */
async function scrollAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<number> =>
      new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    const root = document.documentElement;
    while (window.scrollY + window.innerHeight < root.scrollHeight - 1) {
      window.scrollBy({ top: 0.8 * window.innerHeight, behavior: "instant" });
      await frame();
      await frame();
    }
  });
}

async function scrollTo(page: Page, selector: string): Promise<void> {
  await page.evaluate((wanted) => {
    document.querySelector(wanted)?.scrollIntoView({ behavior: "instant", block: "start" });
  }, selector);
  await isQuiet(page);
}

/** By names and by figures, both ways. */
async function sort(page: Page): Promise<void> {
  for (const column of [0, 2, 3])
    for (let presses = 0; presses < 2; presses += 1) {
      await click(page, ".summary thead button", column);
      await framesDrawn(page);
    }
}

/** Types words into the filter above the table, and takes them out again. */
async function filter(page: Page): Promise<void> {
  await click(page, ".controls input");
  const words = "pinned-3";
  await page.keyboard.type(words);
  await framesDrawn(page);
  for (let left = words.length; left > 0; left -= 1) await page.keyboard.press("Backspace");
}

/** Hides and shows configurations in the charts of the first group. */
async function toggle(page: Page): Promise<void> {
  for (const place of [1, 2, 1, 2]) {
    await click(page, ".legend [data-member]", place);
    await framesDrawn(page);
  }
}

function longestOf(tasks: readonly Task[]): Taken {
  return {
    milliseconds: Math.max(0, ...tasks.map(({ milliseconds }) => milliseconds)),
    cpuMilliseconds: Math.max(0, ...tasks.map(({ cpuMilliseconds }) => cpuMilliseconds)),
  };
}

/** Opens a report in a browser that knows nothing of it, and does what readers do. */
export async function useOf(page: Page, address: string): Promise<PageUse> {
  await watchForChart(page);
  const during = (act: () => Promise<void>): Promise<Task[]> =>
    tasksWhile(page, async () => {
      await act();
      await isQuiet(page);
    });
  const longestDuring = async (act: () => Promise<void>): Promise<Taken> => longestOf(await during(act));
  let firstChartMilliseconds = 0;
  const loading = await during(async () => {
    await page.goto(address);
    firstChartMilliseconds = await firstChartAt(page);
  });
  const before = loading.filter(({ isBeforeChart }) => isBeforeChart);
  const scrolling = await longestDuring(() => scrollAll(page));
  await scrollTo(page, ".controls");
  const sorting = await longestDuring(() => sort(page));
  const filtering = await longestDuring(() => filter(page));
  await scrollTo(page, ".legend");
  const toggling = await longestDuring(() => toggle(page));
  return {
    firstChart: {
      milliseconds: firstChartMilliseconds,
      cpuMilliseconds: before.reduce((sum, { cpuMilliseconds }) => sum + cpuMilliseconds, 0),
    },
    longest: { loading: longestOf(loading), scrolling, sorting, filtering, toggling },
  };
}
