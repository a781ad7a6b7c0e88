import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderReport } from "../../../src/report/index.ts";
import { madeUpCrowd } from "../made_up_crowd.ts";
import { type OpenedPage, openPage } from "./opened_page.ts";

let page: OpenedPage;

async function open(count: number): Promise<OpenedPage> {
  const input = {
    tree: madeUpCrowd(count),
    catalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date(0),
  };
  return openPage(await renderReport("html", input));
}

function press(selector: string): void {
  const button = page.window.document.querySelector(selector);
  if (!(button instanceof page.window.HTMLButtonElement)) throw new Error(`there is no ${selector}`);
  button.click();
}

function pressed(): (string | undefined)[] {
  return Array.from(
    page.window.document.querySelectorAll('[data-member][aria-pressed="true"]'),
    (toggle) => toggle.querySelector("bdi")?.textContent,
  );
}

/** The configurations in the table of the first chart. */
function tabled(): string[] {
  return Array.from(
    page.window.document.querySelectorAll("#gpu-1-chart-1 tbody tr"),
    (row) => row.children[0]?.childNodes[0]?.textContent ?? "",
  );
}

/** Names that were written into charts since some number of texts. */
function drawnSince(from: number): string[] {
  return page.canvas.texts.slice(from).filter((text) => text === "host" || text.startsWith("pin-"));
}

const three = ["host", "pin-001-numa", "pin-002-numa-hugepages"];

describe("the legend of a group", () => {
  beforeAll(async () => {
    page = await open(3);
    const fold = page.window.document.querySelector("#gpu-1-chart-1 details.table");
    fold?.setAttribute("open", "");
    fold?.dispatchEvent(new page.window.Event("toggle"));
  });
  afterAll(() => page.close());

  test("shows all at first, in charts and in tables", () => {
    expect(pressed()).toEqual(three);
    expect(tabled()).toEqual(three);
    expect(page.window.document.querySelector(".legend output")?.textContent).toBe("3 of 3");
  });

  test("hides a configuration from all charts and open tables, and shows it again", async () => {
    const before = page.canvas.texts.length;
    press('[data-member="1"]');
    expect(pressed()).toEqual(["host", "pin-002-numa-hugepages"]);
    expect(tabled()).toEqual(["host", "pin-002-numa-hugepages"]);
    await page.window.happyDOM.waitUntilComplete();
    const drawn = drawnSince(before);
    expect(drawn.length).toBeGreaterThan(10);
    expect(drawn).not.toContain("pin-001-numa");
    press('[data-member="1"]');
    expect(tabled()).toEqual(three);
  });

  test("fills a table that is opened later with what is shown then", () => {
    press('[data-member="2"]');
    const fold = page.window.document.querySelector("#gpu-1-chart-2 details.table");
    fold?.setAttribute("open", "");
    fold?.dispatchEvent(new page.window.Event("toggle"));
    expect(page.window.document.querySelectorAll("#gpu-1-chart-2 tbody tr")).toHaveLength(2);
    press('[data-member="2"]');
    expect(page.window.document.querySelectorAll("#gpu-1-chart-2 tbody tr")).toHaveLength(3);
  });

  test("says in place of its charts that none is shown", () => {
    press('[data-choose="none"]');
    expect(pressed()).toEqual([]);
    const figure = page.window.document.querySelector("#gpu-1-chart-1");
    expect(figure?.querySelector(".plot")?.hasAttribute("hidden")).toBe(true);
    expect(figure?.querySelector(".empty")?.hasAttribute("hidden")).toBe(false);
    expect(figure?.querySelector("details.table")?.hasAttribute("hidden")).toBe(true);
    press('[data-choose="all"]');
    expect(pressed()).toEqual(three);
    expect(figure?.querySelector(".plot")?.hasAttribute("hidden")).toBe(false);
    expect(figure?.querySelectorAll("canvas")).toHaveLength(1);
  });

  test("has what a chart says in words follow the choice", () => {
    press('[data-member="0"]');
    const label = page.window.document.querySelector("#gpu-1-chart-1 .plot")?.getAttribute("aria-label");
    expect(label).toMatch(
      /^Bar chart: CPU, one thread, in events\/s, higher is better\. pin-001-numa [\d,]+, pin-002/,
    );
    press('[data-member="0"]');
    expect(page.logged).toEqual([]);
  });

  test("shows only the best and the baseline", () => {
    press('[data-choose="best"]');
    expect(pressed()).toContain("host");
    expect(pressed().length).toBeLessThan(3);
  });
});

test("a group of one needs none", async () => {
  page = await open(1);
  expect(page.window.document.querySelectorAll(".plot canvas").length).toBeGreaterThan(10);
  expect(page.window.document.querySelector(".legend")).toBeNull();
  await page.close();
});
