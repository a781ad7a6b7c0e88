import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { fakeCatalogue } from "../report/fake_catalogue.ts";
import { hostileTree } from "../report/hostile_tree.ts";
import { patience } from "./launch.ts";
import {
  blankCanvases,
  framesDrawn,
  madeUp,
  openFolds,
  type OpenedReport,
  type ReportBrowser,
  scrollThrough,
  sidewaysScroll,
  startReportBrowser,
} from "./opened_report.ts";

setDefaultTimeout(patience);

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
});

afterAll(() => browser.close());

describe("a report in Chromium", () => {
  let opened: OpenedReport;

  beforeAll(async () => {
    opened = await browser.open("made-up", madeUp);
  });

  test("draws every chart as one comes to it, and asks nothing of anywhere", async () => {
    const { page, complaints, requests } = opened;
    const places = page.locator("[data-chart]");
    expect(await places.count()).toBeGreaterThan(12);
    await scrollThrough(page);
    expect(await page.locator("[data-chart]:not(:has(canvas))").count()).toBe(0);
    expect(await blankCanvases(page)).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  test("draws its charts in a browser whose language is none that Intl knows", async () => {
    const { page, complaints } = await browser.open("language", madeUp);
    await page.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, "language", { get: () => "en-US@posix" }),
    );
    await page.reload();
    await framesDrawn(page);
    expect(complaints).toEqual([]);
    expect(await page.locator(".plot canvas").count()).toBeGreaterThan(0);
    await page.close();
  });

  test("changes its charts with the colour scheme", async () => {
    const { page, complaints } = opened;
    const inkAt = (): Promise<string> =>
      page.evaluate(() => document.querySelector<HTMLCanvasElement>(".plot canvas")?.toDataURL() ?? "");
    // One that is far from what is seen is not drawn.
    await page.locator(".plot").first().scrollIntoViewIfNeeded();
    await framesDrawn(page);
    const light = await inkAt();
    await page.emulateMedia({ colorScheme: "dark" });
    await framesDrawn(page);
    expect(await inkAt()).not.toBe(light);
    await page.emulateMedia({ colorScheme: "light" });
    await framesDrawn(page);
    expect(await inkAt()).toBe(light);
    expect(complaints).toEqual([]);
  });

  test("goes to paper with its charts as vectors", async () => {
    const pdf = (await opened.page.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.startsWith("%PDF")).toBe(true);
    expect(pdf).not.toContain("/Subtype /Image");
    expect(opened.complaints).toEqual([]);
  });

  test.each([400, 1280])("scrolls sideways within its tables only at %d px", async (width) => {
    const { page } = opened;
    await page.setViewportSize({ width, height: 900 });
    await framesDrawn(page);
    expect(await sidewaysScroll(page)).toBe(0);
    await openFolds(page);
    await scrollThrough(page);
    expect(await sidewaysScroll(page)).toBe(0);
    const cut = await page.evaluate(
      () =>
        Array.from(document.querySelectorAll(".plot")).filter((plot) => plot.scrollWidth > plot.clientWidth)
          .length,
    );
    expect(cut).toBe(0);
    expect(await blankCanvases(page)).toBe(0);
  });

  test("is no longer than what is in it", async () => {
    const { page } = opened;
    // What is placed for other eyes must not stick out of a table that scrolls.
    const below = await page.evaluate(
      () =>
        document.documentElement.scrollHeight -
        window.scrollY -
        (document.querySelector("main")?.getBoundingClientRect().bottom ?? 0),
    );
    expect(Math.abs(below)).toBeLessThan(2);
  });
});

test("hostile names run nothing, load nothing and push nothing out of the page", async () => {
  const { page, complaints, requests } = await browser.open("hostile", {
    ...madeUp,
    tree: hostileTree,
    catalogue: fakeCatalogue,
  });
  for (const width of [400, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await openFolds(page);
    await scrollThrough(page);
    expect(await sidewaysScroll(page)).toBe(0);
  }
  expect(await blankCanvases(page)).toBe(0);
  expect(complaints).toEqual([]);
  expect(requests).toEqual([]);
});

test("an empty tree is a page as well", async () => {
  const { page, complaints } = await browser.open("empty", {
    ...madeUp,
    tree: { configurations: [], problems: [] },
  });
  expect(await page.locator("main").textContent()).toContain("Nothing has been measured yet");
  expect(complaints).toEqual([]);
});
