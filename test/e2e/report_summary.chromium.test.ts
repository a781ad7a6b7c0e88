import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { parseCsv } from "../../src/results/csv.ts";
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
let opened: OpenedReport;
let page: Page;

beforeAll(async () => {
  browser = await startReportBrowser();
  opened = await browser.open("summary", madeUp);
  page = opened.page;
});

afterAll(() => browser.close());

beforeEach(async () => {
  await page.reload();
  expect(opened.complaints).toEqual([]);
  expect(opened.requests).toEqual([]);
});

/** First lines of a column's cells. */
function column(label: string): Promise<string[]> {
  return page.evaluate((wanted) => {
    const heads = Array.from(document.querySelectorAll(".summary thead th"));
    const at = heads.findIndex((head) => head.textContent.startsWith(wanted));
    return Array.from(document.querySelectorAll(".summary tbody tr"), (row) => {
      const cell = row.children[at];
      const text = Array.from(cell?.childNodes ?? []).find(({ nodeType }) => nodeType === Node.TEXT_NODE);
      return (cell?.querySelector("a bdi, :scope > bdi") ?? text)?.textContent ?? "";
    });
  }, label);
}

const shown = (): Promise<string | null> => page.getByRole("status").first().textContent();
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");

/** Presses Tab until something is focused. */
async function tabTo(isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await isThere()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the Tab key does not lead there");
}

describe("sorting", () => {
  test("by a click is numerical, missing ones last in both directions", async () => {
    const head = page.getByRole("columnheader", { name: "NUMA penalty" });
    for (const direction of ["ascending", "descending"] as const) {
      await head.getByRole("button").click();
      expect(await head.getAttribute("aria-sort")).toBe(direction);
      expect(await shown()).toBe(`8 configurations, sorted by NUMA penalty, ${direction}`);
      const values = await column("NUMA penalty");
      const numbers = values.filter((value) => value !== "–").map(Number);
      expect(numbers).toEqual(numbers.toSorted((a, b) => (direction === "ascending" ? a - b : b - a)));
      expect(values.slice(numbers.length)).toEqual(Array(values.length - numbers.length).fill("–"));
    }
  });

  test("by the keyboard alone: Tab to a head, Enter and Space", async () => {
    await tabTo(async () => (await focused()) === "Config");
    await page.keyboard.press("Enter");
    expect((await column("Config"))[0]).toBe("demo");
    await page.keyboard.press("Space");
    expect(await column("Config")).toEqual([
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

  test("is there for every column", async () => {
    const heads = page.getByRole("columnheader");
    const count = await page.locator(".summary thead th").count();
    for (let i = 0; i < count; i += 1) {
      await heads.nth(i).getByRole("button").click();
      expect(await heads.nth(i).getAttribute("aria-sort")).toBe("ascending");
    }
  });
});

describe("filtering", () => {
  test("by the keyboard alone: words, a GPU, and all again", async () => {
    await tabTo(() => page.evaluate(() => document.activeElement instanceof HTMLInputElement));
    await page.keyboard.type("h200 numa");
    expect(await column("Config")).toEqual(["pin-numa", "pin-numa-2025", "pin-numa-hugepages"]);
    expect(await shown()).toBe("3 of 8 configurations");
    await page.keyboard.press("Escape");
    expect(await shown()).toBe("8 configurations");
    await page.keyboard.press("Tab");
    await page.keyboard.type("no-gpu");
    expect(await column("Config")).toEqual(["demo", "host"]);
    expect(await shown()).toBe("2 of 8 configurations");
  });

  test("has names by which it is found", async () => {
    const filters = page.getByRole("search", { name: "Configurations" });
    await filters.getByRole("combobox", { name: "GPU" }).selectOption("nvidia-h200");
    await filters.getByRole("searchbox", { name: "Filter" }).fill("UNPINNED");
    expect(await column("Config")).toEqual(["unpinned"]);
    await filters.getByRole("searchbox").fill("nothing like it");
    expect(await page.locator(".summary tbody").textContent()).toBe("No configuration is like that.");
  });
});

describe("copying", () => {
  const copy = (): Promise<void> => page.getByRole("button", { name: "Copy as CSV" }).click();
  const told = (): Promise<string | null> => page.getByRole("status").nth(1).textContent();

  /** What the clipboard holds, as one gets it: by pasting. */
  async function pasted(): Promise<string> {
    await page.evaluate(() => {
      const area = document.createElement("textarea");
      document.body.append(area);
      area.focus();
    });
    await page.keyboard.press("Control+V");
    return page.evaluate(() => {
      const area = document.activeElement;
      const text = area instanceof HTMLTextAreaElement ? area.value : "";
      area?.remove();
      return text;
    });
  }

  async function expectShownRows(text: string): Promise<void> {
    const { rows, problems } = parseCsv(text);
    expect(problems).toEqual([]);
    expect(rows.map(({ cells }) => cells["Config"])).toEqual(await column("Config"));
    const triad = rows.map(({ cells }) => cells["Bandwidth, Triad (MB/s)"] ?? "");
    expect(
      triad
        .filter((value) => value !== "")
        .map(Number)
        .toSorted((a, b) => b - a),
    ).toEqual(triad.filter((value) => value !== "").map(Number));
    const unpinned = rows.find(({ cells }) => cells["Config"] === "unpinned");
    expect(unpinned?.cells).toMatchObject({
      Note: "against host",
      GPU: "nvidia-h200",
      "Bandwidth, Triad: verdict": "worse",
      Rounds: "8",
      Status: "interrupted: 7 done",
    });
    // More digits than the page shows.
    expect(unpinned?.cells["Bandwidth, Triad (MB/s)"]).toMatch(/^\d{6}\.?\d*$/);
    expect(Number(unpinned?.cells["Bandwidth, Triad: ratio, above 1 is better"])).toBeWithin(0.5, 0.7);
  }

  beforeEach(async () => {
    await page.getByRole("combobox", { name: "GPU" }).selectOption("nvidia-h200");
    const head = page.getByRole("columnheader", { name: "Bandwidth, Triad" }).getByRole("button");
    await head.click();
    await head.click();
  });

  test("puts the rows that are shown, in their order, in the clipboard, and says so", async () => {
    await copy();
    await page.getByText("Copied 6 configurations.").waitFor();
    await expectShownRows(await pasted());
    await page.getByRole("searchbox").first().fill("pin");
    expect(await told()).toBe("");
  });

  test("works where the page has no clipboard of its own", async () => {
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await copy();
    await page.getByText("Copied 6 configurations.").waitFor();
    expect(await focused()).toBe("Copy as CSV");
    await expectShownRows(await pasted());
  });

  test("shows the text, selected, where the browser gives it no clipboard at all", async () => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
      document.execCommand = () => false;
    });
    await copy();
    const dialog = page.getByRole("dialog", { name: "Copy as CSV" });
    await dialog.waitFor();
    expect(await told()).toContain("could not be copied");
    await page.keyboard.press("Control+C");
    await page.keyboard.press("Escape");
    // Closed at the key, it is taken out in a task of its own, and waiting by its role would end when it is hidden.
    await page.locator("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("Copy as CSV");
    await expectShownRows(await pasted());
  });
});

describe.each([
  [1280, 400],
  [400, 500],
])("at %d × %d px", (width, height) => {
  test("the head and the names stay while the table is scrolled", async () => {
    await page.setViewportSize({ width, height });
    await page.locator(".scroll.summary").evaluate((box) => box.scrollIntoView());
    await framesDrawn(page);
    const places = (): Promise<{
      head: number;
      name: number;
      corner: readonly number[];
      cell: readonly number[];
    }> =>
      page.evaluate(() => {
        const box = document.querySelector(".scroll.summary")?.getBoundingClientRect();
        const at = (selector: string): DOMRect =>
          document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        const [left = 0, top = 0] = [box?.left, box?.top];
        const corner = at(".summary thead th");
        const cell = at(".summary tbody tr:last-child td:last-child");
        return {
          head: at(".summary thead th:nth-child(4)").top - top,
          name: at(".summary tbody tr:last-child th").left - left,
          corner: [corner.left - left, corner.top - top],
          cell: [cell.left - left, cell.top - top],
        };
      });
    const before = await places();
    const scrolled = await page.evaluate(() => {
      const box = document.querySelector(".scroll.summary");
      box?.scrollTo({ left: 150, top: 100 });
      return [box?.scrollLeft, box?.scrollTop];
    });
    expect(scrolled).toEqual([150, 100]);
    await framesDrawn(page);
    const after = await places();
    expect(Math.abs(after.head - before.head)).toBeLessThan(2);
    expect(Math.abs(after.name - before.name)).toBeLessThan(2);
    expect(after.corner).toEqual(before.corner);
    expect(after.cell).not.toEqual(before.cell);
    // What stays covers what passes below it, and leaves room for that.
    const onTop = await page.evaluate(() => {
      const corner = document.querySelector(".summary thead th")?.getBoundingClientRect();
      const box = document.querySelector(".scroll.summary")?.getBoundingClientRect();
      const within = document.elementFromPoint((corner?.left ?? 0) + 30, (corner?.bottom ?? 0) - 12);
      return {
        isCorner: within?.closest("th") === document.querySelector(".summary thead th"),
        share: (corner?.width ?? 0) / (box?.width ?? 1),
      };
    });
    expect(onTop.isCorner).toBe(true);
    expect(onTop.share).toBeLessThan(0.45);
  });
});

test("its parts are those of a table to those who do not see it", async () => {
  await page.locator(".scroll.summary").evaluate((box) => box.scrollIntoView());
  await framesDrawn(page);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const roles = nodes.map(({ role }) => String(role?.value));
  const count = (role: string): number => roles.filter((own) => own === role).length;
  expect(count("columnheader")).toBeGreaterThan(10);
  expect(count("rowheader")).toBe(8);
  expect(count("row")).toBe(9);
  expect(count("cell")).toBe(8 * (count("columnheader") - 1));
  await session.detach();
});
