import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { catalogue } from "../../src/benchmarks/index.ts";
import { renderReport, type ReportInput } from "../../src/report/index.ts";
import { fakeCatalogue } from "../report/fake_catalogue.ts";
import { hostileTree } from "../report/hostile_tree.ts";
import { madeUpTree } from "../report/made_up_tree.ts";
import { type Browser, startChromium } from "./chromium.ts";

const madeUp: ReportInput = {
  tree: madeUpTree(),
  catalogue,
  baseline: null,
  version: "9.9.9",
  generatedAt: new Date("2026-11-22T19:18:44Z"),
};

let browser: Browser | null = null;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vcpu-bench-report-"));
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page opened from the disk, and all that it should not have done. */
interface Opened {
  readonly page: Page;
  /** Console messages, uncaught errors and violations of the security policy. */
  readonly complaints: string[];
  readonly requests: string[];
}

/** Resolves when what is under way has been laid out, observed and drawn. */
async function framesDrawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1)
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
  });
}

async function open(name: string, input: ReportInput): Promise<Opened> {
  const path = join(folder, `${name}.html`);
  await Bun.write(path, await renderReport("html", input));
  if (browser === null) throw new Error("no browser has been started");
  const page = await browser.context.newPage();
  const [complaints, requests]: [string[], string[]] = [[], []];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`file://${path}`);
  await framesDrawn(page);
  return { page, complaints, requests };
}

/** Values by which a column of the summary table is sorted, null where there are none. */
function column(page: Page, label: string): Promise<(string | null)[]> {
  return page.evaluate((wanted) => {
    const heads = Array.from(document.querySelectorAll(".summary thead th"));
    const at = heads.findIndex((head) => head.textContent.startsWith(wanted));
    return Array.from(document.querySelectorAll(".summary tbody tr")).map(
      (row) => row.children[at]?.getAttribute("data-value") ?? null,
    );
  }, label);
}

/** Canvases on which nothing was drawn. */
function blankCanvases(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvases = Array.from(document.querySelectorAll<HTMLCanvasElement>(".plot canvas"));
    return canvases.filter((canvas) => {
      const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return pixels === undefined || pixels.filter((byte, i) => i % 4 === 3 && byte > 0).length < 200;
    }).length;
  });
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

describe("a report in Chromium", () => {
  let opened: Opened;

  beforeAll(async () => {
    opened = await open("made-up", madeUp);
  });

  test("draws every chart and asks nothing of anywhere", async () => {
    const { page, complaints, requests } = opened;
    const places = await page.locator("[data-chart]").count();
    expect(places).toBeGreaterThan(12);
    expect(await page.locator("[data-chart]:has(canvas)").count()).toBe(places);
    expect(await blankCanvases(page)).toBe(0);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.endsWith("/made-up.html") && url !== "data:,")).toEqual([]);
  });

  test("is sorted by a click, numerically, missing ones last in both directions", async () => {
    const { page } = opened;
    const head = page.getByRole("columnheader", { name: "NUMA penalty" });
    for (const direction of ["ascending", "descending"] as const) {
      await head.getByRole("button").click();
      expect(await head.getAttribute("aria-sort")).toBe(direction);
      const values = await column(page, "NUMA penalty");
      const numbers = values.flatMap((value) => (value === null ? [] : Number(value)));
      const sorted = numbers.toSorted((a, b) => (direction === "ascending" ? a - b : b - a));
      expect(values).toEqual([...sorted.map(String), ...Array(values.length - numbers.length).fill(null)]);
    }
  });

  test("is sorted by the keyboard alone: Tab to a head, Enter and Space", async () => {
    const { page } = opened;
    await page.evaluate(() => document.querySelector<HTMLElement>("nav li:last-child a")?.focus());
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
    for (let presses = 0; presses < 5 && (await focused()) !== "Config"; presses += 1)
      await page.keyboard.press("Tab");
    expect(await focused()).toBe("Config");
    await page.keyboard.press("Enter");
    const ascending = await column(page, "Config");
    expect(ascending[0]).toBe("demo");
    await page.keyboard.press("Space");
    expect(await column(page, "Config")).toEqual([
      "unpinned",
      "pin-numa-hugepages",
      "pin-numa-2025",
      "pin-numa",
      "pin",
      "host",
      "host",
      "demo",
    ]);
    expect(await focused()).toBe("Config");
  });

  test("every column can be sorted", async () => {
    const { page, complaints } = opened;
    const buttons = page.locator(".summary thead button");
    const count = await buttons.count();
    expect(count).toBe(await page.locator(".summary thead th").count());
    for (let i = 0; i < count; i += 1) {
      await buttons.nth(i).click();
      const head = page.locator(".summary thead th").nth(i);
      expect(await head.getAttribute("aria-sort")).toBe("ascending");
    }
    expect(complaints).toEqual([]);
  });

  test.each([400, 1280])("scrolls sideways within its tables only at %d px", async (width) => {
    const { page } = opened;
    await page.setViewportSize({ width, height: 900 });
    await framesDrawn(page);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
    await framesDrawn(page);
    expect(await sidewaysScroll(page)).toBe(0);
    const cut = await page.evaluate(
      () =>
        Array.from(document.querySelectorAll(".plot")).filter((plot) => plot.scrollWidth > plot.clientWidth)
          .length,
    );
    expect(cut).toBe(0);
    expect(await blankCanvases(page)).toBe(0);
  });

  test("changes its charts with the colour scheme", async () => {
    const { page, complaints } = opened;
    const inkAt = (): Promise<string> =>
      page.evaluate(() => document.querySelector<HTMLCanvasElement>(".plot canvas")?.toDataURL() ?? "");
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

  test("unfolds the configuration that a link leads to", async () => {
    const opening = await open("again", madeUp);
    await opening.page.locator(".summary tbody th a").first().click();
    await opening.page.locator("details.configuration[open]").first().waitFor();
    expect(await opening.page.locator("details.configuration[open]").count()).toBe(1);
  });
});

test("hostile names run nothing, load nothing and push nothing out of the page", async () => {
  const { page, complaints, requests } = await open("hostile", {
    ...madeUp,
    tree: hostileTree,
    catalogue: fakeCatalogue,
  });
  expect(complaints).toEqual([]);
  expect(requests.filter((url) => !url.endsWith("/hostile.html") && url !== "data:,")).toEqual([]);
  expect(await blankCanvases(page)).toBe(0);
  for (const width of [400, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await sidewaysScroll(page)).toBe(0);
  }
});

test("an empty tree is a page as well", async () => {
  const { page, complaints } = await open("empty", { ...madeUp, tree: { configurations: [], problems: [] } });
  expect(await page.locator("main").textContent()).toContain("Nothing has been measured yet");
  expect(complaints).toEqual([]);
});
