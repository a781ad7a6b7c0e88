import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderReport } from "../../../src/report/index.ts";
import { madeUpTree } from "../made_up_tree.ts";
import { openFolds } from "./open_folds.ts";
import { type OpenedPage, openPage } from "./opened_page.ts";

let page: OpenedPage;

beforeAll(async () => {
  const input = { tree: madeUpTree(), catalogue, baseline: null, version: "9.9.9", generatedAt: new Date(0) };
  page = await openPage(await renderReport("html", input));
});

afterAll(() => page.close());

describe("charts", () => {
  test("are all drawn, one or more canvases each, and uPlot has nothing to complain of", () => {
    expect(page.logged).toEqual([]);
    const places = Array.from(page.window.document.querySelectorAll(".plot:not([hidden])"));
    expect(places.length).toBeGreaterThan(12);
    for (const place of places) expect(place.querySelectorAll(".uplot canvas").length).toBeGreaterThan(0);
  });

  test("write names, medians, cache sizes and the numbers of cells", () => {
    const { texts } = page.canvas;
    for (const text of ["pin-numa", "unpinned", "triad", "GPU 1", "L2 1 MiB", "4 KiB"])
      expect(texts).toContain(text);
    openFolds(page);
    const firstMedian =
      page.window.document.querySelector("#gpu-1-chart-1 td.number")?.childNodes[0]?.textContent;
    expect(texts).toContain(firstMedian ?? "");
    expect(page.canvas.calls.get("arc")).toBeGreaterThan(100);
    expect(page.canvas.calls.get("fillRect")).toBeGreaterThan(50);
  });

  test("are drawn again in other colours for paper, and back", async () => {
    const before = page.canvas.texts.length;
    page.window.dispatchEvent(new page.window.Event("beforeprint"));
    await Promise.resolve();
    const printed = page.canvas.texts.length;
    expect(printed).toBeGreaterThan(before);
    const root = page.window.document.querySelector("#gpu-1-chart-1 .uplot .u-wrap");
    expect(root?.getAttribute("style")).toContain("640px");
    page.window.dispatchEvent(new page.window.Event("afterprint"));
    await Promise.resolve();
    expect(page.canvas.texts.length).toBeGreaterThan(printed);
    const again = page.window.document.querySelector("#gpu-1-chart-1 .uplot .u-wrap");
    expect(again?.getAttribute("style")).toContain("600px");
    expect(page.window.document.querySelectorAll("#gpu-1-chart-1 .uplot")).toHaveLength(1);
  });
});

test("a link to a folded configuration unfolds and fills it", async () => {
  const input = { tree: madeUpTree(), catalogue, baseline: null, version: "9.9.9", generatedAt: new Date(0) };
  const opened = await openPage(await renderReport("html", input));
  const { window } = opened;
  const { document, location } = window;
  const details = document.querySelector("details.configuration");
  expect(details?.hasAttribute("open")).toBe(false);
  location.hash = details?.id ?? "";
  window.dispatchEvent(new window.Event("hashchange"));
  await window.happyDOM.waitUntilComplete();
  expect(details?.hasAttribute("open")).toBe(true);
  await opened.close();
});
