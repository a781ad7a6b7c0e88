import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { catalogue } from "../../src/benchmarks/index.ts";
import { withTrials, madeUpCrowd } from "../report/made_up_crowd.ts";
import { hostileTree } from "../report/hostile_tree.ts";
import { fakeCatalogue } from "../report/fake_catalogue.ts";
import { patience } from "./launch.ts";
import {
  blankCanvases,
  framesDrawn,
  madeUp,
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

/** A report of one group with so many configurations, opened and filled. */
async function openCrowd(count: number): Promise<OpenedReport> {
  const report = await browser.open(`crowd-${count}`, { ...madeUp, catalogue, tree: madeUpCrowd(count) });
  await report.page.evaluate(() => document.querySelector("section.group .body")?.scrollIntoView());
  await report.page.locator(".drawn").waitFor();
  await framesDrawn(report.page);
  return report;
}

/** A chart, scrolled to and drawn. */
async function chart(page: Page, title: string): Promise<Locator> {
  const figure = page.locator("figure", { has: page.getByRole("heading", { name: title, exact: true }) });
  await figure.scrollIntoViewIfNeeded();
  await figure.locator("canvas").first().waitFor();
  await framesDrawn(page);
  return figure;
}

/** Moves the pointer to a share of the width and height of something. */
async function pointAt(page: Page, target: Locator, across: number, down: number): Promise<void> {
  const box = await target.boundingBox();
  if (box === null) throw new Error("it is not shown");
  await page.mouse.move(box.x + across * box.width, box.y + down * box.height);
  await framesDrawn(page);
}

function tip(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const box = document.querySelector<HTMLElement>(".tip");
    if (box === null || box.hidden) return null;
    return Array.from(box.querySelectorAll("p"), ({ textContent }) => textContent).join("\n");
  });
}

/** Where the cursor of a chart is in pixels; null where it is not shown. */
function cursorOf(figure: Locator): Promise<number | null> {
  return figure.locator(".u-cursor-x").evaluate((line) => {
    const x = new DOMMatrix(getComputedStyle(line).transform).e;
    return line.classList.contains("u-off") || x < 0 ? null : x;
  });
}

describe("charts of three configurations", () => {
  let report: OpenedReport;

  beforeAll(async () => {
    report = await openCrowd(3);
  });

  test("tell of the bar that is pointed at, also from its name", async () => {
    const { page } = report;
    const figure = await chart(page, "CPU, one thread");
    const cells = await figure.evaluate((element) => {
      const fold = element.querySelector("details");
      if (fold !== null) fold.open = true;
      return new Promise<string[]>((resolve) => {
        // It is filled by an event that comes after the next frame.
        setTimeout(() => {
          const row = element.querySelectorAll("tbody tr")[1];
          resolve(Array.from(row?.children ?? [], (cell) => cell.childNodes[0]?.textContent ?? ""));
        }, 100);
      });
    });
    const [name = "", value = ""] = cells;
    await pointAt(page, figure.locator(".uplot"), 0.05, 0.5);
    const told = await tip(page);
    expect(told?.split("\n")[0]).toBe(`${name} ${value} events/s`);
    expect(told?.split("\n").slice(1)).toEqual([
      expect.stringMatching(/^95 % interval [\d,]+–[\d,]+ · 10 rounds$/),
      "sysbench cpu, primes up to 10,000",
      expect.stringMatching(/^[▲▼=?] [\d.]+ % of host \([\d.]+ to [\d.]+\) \w+$/),
    ]);
    await page.keyboard.press("Escape");
    expect(await tip(page)).toBeNull();
  });

  test("tell of a point of a curve, of its region and of the others there", async () => {
    const { page } = report;
    const figure = await chart(page, "Memory latency over the size of the data");
    await pointAt(page, figure.locator(".u-over"), 0.99, 0.9);
    const told = (await tip(page))?.split("\n") ?? [];
    expect(told[0]).toBe("512 MiB");
    expect(told.filter((line) => line.endsWith(" ns"))).toHaveLength(6);
    expect(await figure.locator(".ring").isVisible()).toBe(true);
    await page.mouse.move(2, 2);
    expect(await tip(page)).toBeNull();
    expect(await figure.locator(".ring").isVisible()).toBe(false);
  });

  test("tell of a cell and of a moment of noise", async () => {
    const { page } = report;
    const matrix = await chart(page, "Memory latency between NUMA nodes");
    await pointAt(page, matrix.locator(".u-over").first(), 0.75, 0.25);
    expect((await tip(page))?.split("\n").slice(0, 2)).toEqual([
      "CPU node 0, memory node 1",
      expect.stringMatching(/^host [\d.]+ ns$/),
    ]);
    const noise = await chart(page, "Noise over time: other load");
    const over = noise.locator(".u-over");
    // Somewhere along the zero line there is a point.
    await pointAt(page, over, 0.3, 0.98);
    const told = (await tip(page))?.split("\n") ?? [];
    expect(told[0]).toMatch(/^[a-z-]+, round \d+$/);
    expect(told[1]).toMatch(/^(host|pin-\S+) [\d.]+ %$/);
    expect(told[2]).toMatch(/^[\d.]+ min from its start$/);
  });

  test("move the cursor of those with the same x axis, and of no other", async () => {
    const { page } = report;
    await page.setViewportSize({ width: 1280, height: 1400 });
    const bandwidth = await chart(page, "All-reduce bus bandwidth");
    const time = await chart(page, "All-reduce time");
    const noise = await chart(page, "Noise over time: other load");
    const waiting = await chart(page, "Noise over time: waiting for a CPU");
    await pointAt(page, time.locator(".u-over"), 0.5, 0.5);
    const own = await cursorOf(time);
    expect(own).not.toBeNull();
    expect(await cursorOf(bandwidth)).toBeCloseTo(own ?? 0, -1.3);
    expect(await cursorOf(noise)).toBeNull();
    await chart(page, "Noise over time: other load");
    await pointAt(page, noise.locator(".u-over"), 0.4, 0.5);
    expect(await cursorOf(waiting)).toBe(await cursorOf(noise));
    expect(await cursorOf(time)).toBeNull();
    await page.mouse.move(2, 2);
    expect(await cursorOf(waiting)).toBeNull();
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test("follow the legend, tables too", async () => {
    const { page, complaints, requests } = report;
    const figure = await chart(page, "CPU, one thread");
    const picture = (): Promise<string> =>
      figure.locator("canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const rows = figure.locator("tbody tr");
    const [all, height] = [
      await picture(),
      await figure.locator(".plot").evaluate((plot) => plot.clientHeight),
    ];
    expect(await rows.count()).toBe(3);
    const toggle = page.locator('[data-member="2"]');
    await toggle.click();
    await framesDrawn(page);
    expect(await toggle.getAttribute("aria-pressed")).toBe("false");
    expect(await rows.count()).toBe(2);
    expect(await figure.locator(".plot").evaluate((plot) => plot.clientHeight)).toBeLessThan(height);
    await toggle.press("Space");
    await framesDrawn(page);
    expect(await picture()).toBe(all);
    expect(await rows.count()).toBe(3);
    await page.getByRole("button", { name: "None" }).click();
    await framesDrawn(page);
    expect(await page.locator(".plot:visible").count()).toBe(0);
    await page.getByRole("button", { name: "All", exact: true }).click();
    await scrollThrough(page);
    expect(await blankCanvases(page)).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe.each([1, 12, 40, 60])("charts of %d configurations", (count) => {
  let report: OpenedReport;

  beforeAll(async () => {
    report = await openCrowd(count);
  });

  test("are drawn without a blank or a complaint, at 1280 and at 400 px", async () => {
    const { page, complaints, requests } = report;
    for (const width of [1280, 400]) {
      await page.setViewportSize({ width, height: 900 });
      await scrollThrough(page);
      expect(await page.locator(".plot:visible").count()).toBeGreaterThan(12);
      expect(await blankCanvases(page)).toBe(0);
      expect(await sidewaysScroll(page)).toBe(0);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
  });

  test("have a row for each name that does not touch the next", async () => {
    const { page } = report;
    // So that all of it is seen below the legend.
    await page.setViewportSize({ width: 1280, height: 1600 });
    const figure = await chart(page, "CPU, one thread");
    await page.evaluate(() => document.querySelector(".drawn")?.scrollIntoView());
    await framesDrawn(page);
    const shown = count <= 40 ? count : 12;
    const height = await figure.locator(".uplot").evaluate((plot) => plot.clientHeight);
    // 12 px of text want 14 px at the least; the axis takes 26.
    expect((height - 26) / shown).toBeGreaterThanOrEqual(16);
    for (const place of [0, shown - 1]) {
      await pointAt(page, figure.locator(".uplot"), 0.02, ((place + 0.5) * (height - 26)) / shown / height);
      const name = place === 0 ? "host" : new RegExp(`^pin-0*${place}\\b`);
      expect(await tip(page)).toMatch(name);
    }
  });
});

test("of sixty configurations a dozen is shown at first, and the others can be found", async () => {
  const { page } = await openCrowd(60);
  expect(await page.locator(".legend output").textContent()).toBe("12 of 60");
  expect(await page.locator('[data-member][aria-pressed="true"]').count()).toBe(12);
  await page.getByRole("searchbox", { name: "Filter configurations by name" }).fill("PIN-05");
  expect(await page.locator("[data-member]:visible").count()).toBe(10);
  await page.getByRole("button", { name: "None" }).click();
  await page.getByRole("button", { name: "All", exact: true }).click();
  await framesDrawn(page);
  expect(await page.locator(".legend output").textContent()).toBe("10 of 60");
});

test("a name is text in a tip, whatever it looks like", async () => {
  const configurations = hostileTree.configurations.map((one) =>
    one.runs.length === 0 ? one : withTrials(one),
  );
  const { page, complaints } = await browser.open("hostile-charts", {
    ...madeUp,
    tree: { ...hostileTree, configurations },
    catalogue: fakeCatalogue,
  });
  await scrollThrough(page);
  const plots = page.locator(".plot:visible .uplot");
  expect(await plots.count()).toBeGreaterThan(0);
  for (const plot of await plots.all()) {
    await plot.scrollIntoViewIfNeeded();
    await pointAt(page, plot, 0.5, 0.3);
    expect(await page.locator(".tip :is(script, img, a, iframe, svg svg)").count()).toBe(0);
  }
  expect(complaints).toEqual([]);
});

test("nothing of the charts moves by itself", async () => {
  const { page } = await openCrowd(3);
  const moving = await page.evaluate(
    () =>
      Array.from(document.querySelectorAll(".drawn, .drawn *, .tip")).filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return transitionDuration !== "0s" || animationName !== "none";
      }).length,
  );
  expect(moving).toBe(0);
});

test("of very many charts those far away are taken off, and are there again once one comes back", async () => {
  const [one] = madeUpCrowd(1).configurations;
  if (one === undefined) throw new Error("nothing was made up");
  const configurations = Array.from({ length: 12 }, (_, i) => ({ ...one, gpu: `gpu-${i + 1}` }));
  const tree = { configurations, problems: [] };
  const { page, complaints } = await browser.open("many-charts", { ...madeUp, catalogue, tree });
  const drawn = page.locator(".plot:has(canvas)");
  await scrollThrough(page);
  const all = await page.locator(".plot").count();
  expect(all).toBeGreaterThan(100);
  expect(await drawn.count()).toBeLessThan(70);
  const middle = page.locator(".plot").nth(Math.floor(all / 2));
  await middle.scrollIntoViewIfNeeded();
  await middle.locator("canvas").first().waitFor();
  await framesDrawn(page);
  expect(await blankCanvases(page)).toBe(0);
  expect(complaints).toEqual([]);
  await page.close();
});
