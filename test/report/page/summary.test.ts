// oxlint-disable typescript/no-unsafe-type-assertion -- happy-dom's elements stand for those of a browser
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderReport } from "../../../src/report/index.ts";
import { hostileNames, hostileTree } from "../hostile_tree.ts";
import { fakeCatalogue } from "../fake_catalogue.ts";
import { madeUpTree } from "../made_up_tree.ts";
import { type OpenedPage, openPage } from "./opened_page.ts";

const input = { tree: madeUpTree(), catalogue, baseline: null, version: "9.9.9", generatedAt: new Date(0) };
const rendered = await renderReport("html", input);

let page: OpenedPage;

beforeEach(async () => {
  page = await openPage(rendered);
});

afterEach(() => page.close());

function all(selector: string): Element[] {
  return Array.from(page.window.document.querySelectorAll(selector)) as unknown as Element[];
}

function one(selector: string): HTMLElement {
  const [found] = all(selector);
  if (found === undefined) throw new Error(`there is no ${selector}`);
  return found as HTMLElement;
}

function headButton(label: string): HTMLElement {
  const found = all(".summary thead button").find(({ textContent }) => textContent.startsWith(label));
  if (found === undefined) throw new Error(`no column ${label}`);
  return found as HTMLElement;
}

/** First lines of a column's cells. */
function column(label: string): string[] {
  const at = all(".summary thead th").findIndex(({ textContent }) => textContent.startsWith(label));
  return all(".summary tbody tr").map((row) => {
    const cell = row.children[at];
    return (
      (
        cell?.querySelector("bdi") ??
        Array.from(cell?.childNodes ?? []).find(({ nodeType }) => nodeType === 3)
      )?.textContent ?? ""
    );
  });
}

function type(words: string): void {
  const box = one(".controls input") as HTMLInputElement;
  box.value = words;
  box.dispatchEvent(new page.window.Event("input") as unknown as Event);
}

function choose(gpu: string): void {
  const select = one(".controls select") as HTMLSelectElement;
  select.value = gpu;
  select.dispatchEvent(new page.window.Event("change") as unknown as Event);
}

const shown = (): string => one(".shown").textContent;

describe("sorting", () => {
  test("has a button in every column head, and no more heads than columns", () => {
    const heads = all(".summary thead th");
    expect(heads.length).toBeGreaterThan(10);
    for (const head of heads) expect(head.querySelectorAll('button[type="button"]')).toHaveLength(1);
    for (const row of all(".summary tbody tr")) expect(row.children).toHaveLength(heads.length);
  });

  test("by a click is as numbers, by a second the other way round, missing ones last in both", () => {
    const missing = "–";
    const numbers = (): number[] =>
      column("Bandwidth, Triad")
        .filter((text) => text !== missing)
        .map((text) => Number(text.replaceAll(",", "")));
    headButton("Bandwidth, Triad").click();
    expect(numbers().length).toBeGreaterThan(4);
    expect(numbers()).toEqual(numbers().toSorted((a, b) => a - b));
    expect(column("Bandwidth, Triad").slice(numbers().length)).toEqual(
      Array(8 - numbers().length).fill(missing),
    );
    headButton("Bandwidth, Triad").click();
    expect(numbers()).toEqual(numbers().toSorted((a, b) => b - a));
    expect(column("Bandwidth, Triad").at(-1)).toBe(missing);
  });

  test("tells which column it is by, and of one only, in the head and to those who listen", () => {
    headButton("Rounds").click();
    headButton("Config").click();
    const sorted = all(".summary [aria-sort]");
    expect(sorted.map((head) => [head.textContent, head.getAttribute("aria-sort")])).toEqual([
      ["Config", "ascending"],
    ]);
    expect(column("Config")[0]).toBe("demo");
    expect(one(".shown").getAttribute("role")).toBe("status");
    expect(shown()).toBe("8 configurations, sorted by Config, ascending");
    headButton("Config").click();
    expect(column("Config")[0]).toBe("unpinned");
    expect(shown()).toBe("8 configurations, sorted by Config, descending");
  });

  test("keeps the order before among equals, so that a second column breaks ties", () => {
    headButton("Config").click();
    headButton("Config").click();
    headButton("GPU").click();
    expect(column("GPU").slice(0, 3)).toEqual(["no-gpu", "no-gpu", "nvidia-h200"]);
    expect(column("Config").slice(0, 3)).toEqual(["host", "demo", "unpinned"]);
  });

  test("can be done without a mouse: the button takes the focus and keeps it", () => {
    const button = headButton("Rounds");
    button.focus();
    button.click();
    expect(page.window.document.activeElement?.textContent).toBe("Rounds");
    expect(column("Rounds")[0]).toBe("1");
  });
});

describe("filtering", () => {
  test("shows the rows with all words in the names, and tells how many of how many", () => {
    expect(shown()).toBe("8 configurations");
    type("NUMA h200");
    expect(column("Config")).toEqual(["pin-numa", "pin-numa-2025", "pin-numa-hugepages"]);
    expect(shown()).toBe("3 of 8 configurations");
    type("");
    expect(column("Config")).toHaveLength(8);
    expect(shown()).toBe("8 configurations");
  });

  test("by a GPU and by words is by both", () => {
    expect(all(".controls option").map(({ textContent }) => textContent)).toEqual([
      "All 2 GPU models",
      "no-gpu",
      "nvidia-h200",
    ]);
    choose("no-gpu");
    expect(column("Config")).toEqual(["demo", "host"]);
    type("host");
    expect(column("Config")).toEqual(["host"]);
    choose("");
    expect(column("GPU")).toEqual(["no-gpu", "nvidia-h200"]);
  });

  test("keeps the order that was chosen, and rows that come back stand where they belong", () => {
    headButton("Config").click();
    headButton("Config").click();
    type("host");
    type("numa");
    headButton("Config").click();
    type("");
    expect(column("Config")).toEqual([
      "demo",
      "host",
      "host",
      "pin",
      "pin-numa",
      "pin-numa-2025",
      "pin-numa-hugepages",
      "unpinned",
    ]);
  });

  test("says so when nothing is left", () => {
    type("nothing like it");
    expect(one(".summary tbody").textContent).toBe("No configuration is like that.");
    expect(shown()).toBe("0 of 8 configurations");
  });
});

test("everything to be operated has a name", () => {
  for (const control of all(".controls input, .controls select"))
    expect(control.closest("label")?.textContent).toMatch(/^(Filter|GPU) /);
  expect(one(".filters").getAttribute("role")).toBe("search");
});

test("hostile names are text in the controls, and can be chosen", async () => {
  await page.close();
  page = await openPage(
    await renderReport("html", { ...input, tree: hostileTree, catalogue: fakeCatalogue }),
  );
  const options = all(".controls option").slice(1);
  expect(options).toHaveLength(hostileNames.length);
  expect(all(".controls img, .controls script")).toHaveLength(0);
  for (const option of options) {
    choose(option.getAttribute("value") ?? "");
    expect(shown()).toBe(`1 of ${hostileNames.length} configurations`);
  }
  expect(page.logged).toEqual([]);
});
