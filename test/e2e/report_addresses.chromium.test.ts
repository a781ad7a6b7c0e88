import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { manyGroups } from "../report/many_groups.ts";
import { patience } from "./launch.ts";
import {
  framesDrawn,
  madeUp,
  type OpenedReport,
  type ReportBrowser,
  startReportBrowser,
} from "./opened_report.ts";

setDefaultTimeout(patience);

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
});

afterAll(() => browser.close());

/** Pixels from the top of the window to an element, once all that its address sets off has been done. */
async function topOf(page: Page, target: Locator): Promise<number> {
  await target.waitFor({ state: "attached" });
  await framesDrawn(page);
  await framesDrawn(page);
  return target.evaluate((element) => element.getBoundingClientRect().top);
}

describe("the contents", () => {
  test("lead to each part of the page", async () => {
    const { page, complaints } = await browser.open("contents", madeUp);
    const links = page.getByRole("navigation", { name: "Contents" }).getByRole("link");
    expect(await links.count()).toBeGreaterThan(8);
    for (const link of await links.all()) {
      const address = (await link.getAttribute("href")) ?? "";
      await link.click();
      const top = await topOf(page, page.locator(address));
      // The last ones cannot come up to the top.
      const isAtEnd = await page.evaluate(
        () => window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2,
      );
      expect(top).toBeGreaterThan(-2);
      expect(top).toBeLessThan(isAtEnd ? 900 : 40);
    }
    expect(complaints).toEqual([]);
  });

  test("come after a link past them, which is the first thing that the keyboard finds", async () => {
    const { page } = await browser.open("skip", madeUp);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the results" });
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const isBehind = await page.evaluate(() => document.activeElement?.closest("main") !== null);
    expect(isBehind).toBe(true);
  });
});

describe("with many GPU models", () => {
  let opened: OpenedReport;
  const last = "gpu-12";

  beforeAll(async () => {
    opened = await browser.open("many", { ...madeUp, tree: manyGroups() });
  });

  test("the contents are folded, and unfolded by the keyboard", async () => {
    const { page } = opened;
    const list = page.locator("nav .groups");
    expect(await list.isVisible()).toBe(false);
    await page.getByText("12 GPU models", { exact: true }).first().focus();
    await page.keyboard.press("Enter");
    expect(await list.isVisible()).toBe(true);
    expect(await list.locator(":scope > li").count()).toBe(12);
  });

  test("an address within what is not there yet leads to it, and it stays in sight", async () => {
    const { page } = opened;
    expect(await page.locator(`#${last} figure`).count()).toBe(0);
    await page.locator(`nav a[href="#${last}-charts"]`).click();
    const top = await topOf(page, page.locator(`#${last}-charts`));
    expect(top).toBeWithin(-2, 100);
  });

  test.each([`${last}-config-2`, `gpu-6-config-1`])(
    "an address of a configuration unfolds it: %s",
    async (id) => {
      const { page } = opened;
      await page.evaluate((hash) => {
        location.hash = hash;
      }, id);
      const configuration = page.locator(`details#${id}`);
      await configuration.and(page.locator("[open]")).waitFor();
      expect(await topOf(page, configuration)).toBeWithin(-2, 600);
      expect(await page.evaluate(() => document.activeElement?.parentElement?.id)).toBe(id);
    },
  );

  test("a page that is opened at an address shows what is there", async () => {
    const { page, complaints } = opened;
    const [url = ""] = page.url().split("#");
    const address = `${last}-config-3`;
    await page.goto("about:blank");
    await page.goto(`${url}#${address}`);
    const configuration = page.locator(`details#${address}[open]`);
    expect(await topOf(page, configuration)).toBeWithin(-2, 600);
    expect(complaints).toEqual([]);
  });

  test("an address of nothing is no error", async () => {
    const { page, complaints } = opened;
    for (const hash of ["#%", "#nothing", "#gpu-99-config-1", "#"]) {
      await page.evaluate((to) => {
        location.hash = to;
      }, hash);
      await framesDrawn(page);
    }
    expect(complaints).toEqual([]);
  });
});

test("a configuration is unfolded by the link in the table on top", async () => {
  const { page } = await browser.open("again", madeUp);
  await page.locator(".summary tbody th a").first().click();
  await page.locator("details.configuration[open]").first().waitFor();
  expect(await page.locator("details.configuration[open]").count()).toBe(1);
});

test("the address beside a heading is seen by who points at it or reaches it with the keyboard", async () => {
  const { page } = await browser.open("self", madeUp);
  const link = page.getByRole("link", { name: "Address of All configurations" });
  const colour = (): Promise<string> => link.evaluate((element) => getComputedStyle(element).color);
  const unseen = await page.evaluate(() => matchMedia("(hover: hover)").matches);
  if (unseen) expect(await colour()).toBe("rgba(0, 0, 0, 0)");
  await link.focus();
  expect(await colour()).not.toBe("rgba(0, 0, 0, 0)");
  await page.keyboard.press("Enter");
  expect(page.url()).toEndWith("#summary");
});
