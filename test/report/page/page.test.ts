import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { HTMLButtonElement } from "happy-dom";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderReport } from "../../../src/report/index.ts";
import { madeUpTree } from "../made_up_tree.ts";
import { type OpenedPage, openPage } from "./opened_page.ts";

let page: OpenedPage;

beforeAll(async () => {
  const input = { tree: madeUpTree(), catalogue, baseline: null, version: "9.9.9", generatedAt: new Date(0) };
  page = await openPage(await renderReport("html", input));
});

afterAll(() => page.close());

function headButton(label: string): HTMLButtonElement {
  const buttons = Array.from(page.window.document.querySelectorAll(".summary thead button"));
  const found = buttons.find(({ textContent }) => textContent.startsWith(label));
  if (!(found instanceof page.window.HTMLButtonElement)) throw new Error(`no column ${label}`);
  return found;
}

function column(label: string): string[] {
  const at = Array.from(page.window.document.querySelectorAll(".summary thead th")).findIndex((head) =>
    head.textContent.startsWith(label),
  );
  return Array.from(page.window.document.querySelectorAll(".summary tbody tr")).map(
    (row) => row.children[at]?.getAttribute("data-value") ?? "missing",
  );
}

describe("charts", () => {
  test("are all drawn, one or more canvases each, and uPlot has nothing to complain of", () => {
    expect(page.logged).toEqual([]);
    const places = Array.from(page.window.document.querySelectorAll("[data-chart]"));
    expect(places.length).toBeGreaterThan(12);
    for (const place of places) expect(place.querySelectorAll(".uplot canvas").length).toBeGreaterThan(0);
  });

  test("write names, medians, cache sizes and the numbers of cells", () => {
    const { texts } = page.canvas;
    for (const text of ["pin-numa", "unpinned", "triad", "GPU 1", "L2 1 MiB", "4 KiB"])
      expect(texts).toContain(text);
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

describe("the summary table", () => {
  test("has a button in every column head", () => {
    const heads = Array.from(page.window.document.querySelectorAll(".summary thead th"));
    expect(heads.length).toBeGreaterThan(10);
    for (const head of heads) expect(head.querySelector('button[type="button"]')).not.toBeNull();
  });

  test("is sorted by a click as numbers, by a second the other way round, missing ones last in both", () => {
    const label = "NUMA penalty";
    const numbers = (): number[] =>
      column(label)
        .filter((value) => value !== "missing")
        .map(Number);
    headButton(label).click();
    expect(numbers()).toEqual(numbers().toSorted((a, b) => a - b));
    expect(numbers().length).toBeGreaterThan(1);
    expect(column(label).slice(numbers().length)).toEqual(Array(8 - numbers().length).fill("missing"));
    headButton(label).click();
    expect(numbers()).toEqual(numbers().toSorted((a, b) => b - a));
    expect(column(label).slice(numbers().length)).toEqual(Array(8 - numbers().length).fill("missing"));
  });

  test("tells which column it is sorted by, and of one only", () => {
    headButton("Config").click();
    const sorted = Array.from(page.window.document.querySelectorAll(".summary [aria-sort]"));
    expect(sorted.map((head) => [head.textContent, head.getAttribute("aria-sort")])).toEqual([
      ["Config", "ascending"],
    ]);
    expect(column("Config")[0]).toBe("demo");
    headButton("Config").click();
    expect(column("Config")[0]).toBe("unpinned");
  });

  test("can be sorted without a mouse: the button takes the focus and keeps it", () => {
    const button = headButton("Rounds");
    button.focus();
    button.click();
    expect(page.window.document.activeElement?.textContent).toBe("Rounds");
    expect(column("Rounds").map(Number)).toEqual(
      column("Rounds")
        .map(Number)
        .toSorted((a, b) => a - b),
    );
  });
});

test("a link to a folded configuration unfolds it", () => {
  const { document, location } = page.window;
  const details = document.querySelector("details.configuration");
  expect(details?.hasAttribute("open")).toBe(false);
  location.hash = details?.id ?? "";
  page.window.dispatchEvent(new page.window.Event("hashchange"));
  expect(details?.hasAttribute("open")).toBe(true);
});
