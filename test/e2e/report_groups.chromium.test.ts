import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { manyGroups } from "../report/many_groups.ts";
import { patience } from "./launch.ts";
import {
  blankCanvases,
  framesDrawn,
  madeUp,
  type OpenedReport,
  type ReportBrowser,
  scrollThrough,
  startReportBrowser,
} from "./opened_report.ts";

setDefaultTimeout(patience);

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
});

afterAll(() => browser.close());

describe("of many groups", () => {
  const fold = "#gpu-3 details.configuration";
  let opened: OpenedReport;
  /** How many elements stand in a group's place. */
  const filling = (group: string): Promise<number> =>
    opened.page.evaluate((id) => document.querySelector(`#${id} .body`)?.childElementCount ?? 0, group);
  const isEmptied = (group: string): Promise<unknown> =>
    opened.page.waitForFunction(
      (id) => document.querySelector(`#${id} .body`)?.childElementCount === 0,
      group,
    );
  const heightOf = (group: string): Promise<number> =>
    opened.page.evaluate((id) => document.getElementById(id)?.getBoundingClientRect().height ?? 0, group);
  const scrollTo = (selector: string): Promise<void> =>
    opened.page.evaluate((wanted) => {
      document.querySelector(wanted)?.scrollIntoView({ behavior: "instant" });
    }, selector);
  /** To the first of a group's charts. */
  const comeTo = async (group: string): Promise<void> => {
    await scrollTo(`#${group}`);
    await opened.page.locator(`#${group} .plot`).first().waitFor({ state: "attached" });
    await scrollTo(`#${group} .plot`);
    await opened.page.locator(`#${group} .plot canvas`).first().waitFor({ state: "attached" });
    await framesDrawn(opened.page);
  };
  let height = 0;

  beforeAll(async () => {
    opened = await browser.open("groups", { ...madeUp, tree: manyGroups() });
    await comeTo("gpu-2");
    height = await heightOf("gpu-2");
    await comeTo("gpu-3");
    await opened.page.locator(`${fold} > summary`).first().click();
    await scrollThrough(opened.page);
  });

  test("those that a reader has left behind are emptied, and keep their room", async () => {
    await isEmptied("gpu-2");
    expect(height).toBeGreaterThan(1000);
    // Some of its charts were not drawn yet.
    expect(await heightOf("gpu-2")).toBeGreaterThan(0.9 * height);
    expect(opened.complaints).toEqual([]);
  });

  test("those to which a reader has done something stay as they are, and so does the first", async () => {
    expect(await filling("gpu-1")).toBeGreaterThan(0);
    expect(await opened.page.locator(fold).first().getAttribute("open")).toBe("");
    expect(await opened.page.locator(`${fold} .facts`).count()).toBeGreaterThan(0);
  });

  test("one is filled and drawn again when its reader comes back", async () => {
    await isEmptied("gpu-2");
    await comeTo("gpu-2");
    expect(await blankCanvases(opened.page)).toBe(0);
    expect(await heightOf("gpu-2")).toBeGreaterThan(0.9 * height);
    expect(opened.complaints).toEqual([]);
  });

  test("all are filled for paper, and those left behind are emptied again", async () => {
    await opened.page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    for (let i = 1; i <= 12; i += 1) expect(await filling(`gpu-${i}`)).toBeGreaterThan(0);
    await opened.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await opened.page.locator(".group .body:empty").first().waitFor({ state: "attached" });
    expect(opened.complaints).toEqual([]);
  });
});
