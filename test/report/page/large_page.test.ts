import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderForPrinting } from "../../../src/report/formats/html.ts";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import { madeUpCrowd } from "../made_up_crowd.ts";
import { type OpenedPage, openPage } from "./opened_page.ts";

/** Of one benchmark, so that many configurations are soon made. */
const benchmark = "cpu-single";
const configuration = madeUpCrowd(1).configurations.map((own) => ({
  ...own,
  samples: own.samples.filter((sample) => sample.benchmark === benchmark),
}));

/** Names that are in order as numbers and as words. */
const namesOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `pin-${1000 + i}`);

function inputOf(count: number): ReportInput {
  const configurations = namesOf(count).flatMap((config) => configuration.map((own) => ({ ...own, config })));
  return {
    tree: { configurations, problems: [] },
    catalogue: catalogue.filter(({ id }) => id === benchmark),
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date(0),
  };
}

/** How many elements of a page hold data of groups, as it is and deflated. */
function dataOf(page: string): { plain: number; deflated: number } {
  const count = (type: string): number => page.split(`<script type="${type}" data-of=`).length - 1;
  return { plain: count("application/json"), deflated: count("text/plain") };
}

const rowsIn = (page: string): number => page.split("<tr data-figures=").length - 1;

describe("the data of a page", () => {
  test("can be read in it up to fifty configurations, and is deflated beyond", async () => {
    const fifty = await renderReport("html", inputOf(50));
    expect(dataOf(fifty)).toEqual({ plain: 1, deflated: 0 });
    const more = await renderReport("html", inputOf(51));
    expect(dataOf(more)).toEqual({ plain: 0, deflated: 1 });
    expect(more.length).toBeLessThan(fifty.length / 2);
    for (const page of [fifty, more]) {
      expect(page).toContain("the main figures of all configurations,");
      expect(page).not.toContain('class="later-rows"');
    }
  });

  test("is there as it is, with all rows, for a program that prints it at once", async () => {
    const page = await renderForPrinting(inputOf(160));
    expect(dataOf(page)).toEqual({ plain: 1, deflated: 0 });
    expect(rowsIn(page)).toBe(160);
  });
});

describe("the table of a page of 160 configurations", () => {
  let rendered: string;
  let page: OpenedPage;
  const shown = (): string | undefined => page.window.document.querySelector(".shown")?.textContent;
  const names = (): string[] =>
    Array.from(
      page.window.document.querySelectorAll(".summary tbody th a bdi"),
      ({ textContent }) => textContent,
    );
  const settled = (): Promise<void> => page.window.happyDOM.waitUntilComplete();
  const sort = (): void =>
    page.window.document
      .querySelector<InstanceType<typeof page.window.HTMLButtonElement>>(".summary thead button")
      ?.click();

  beforeAll(async () => {
    rendered = await renderReport("html", inputOf(160));
    page = await openPage(rendered);
    await settled();
  });

  afterAll(() => page.close());

  test("has its first hundred rows without a script, and says so", () => {
    expect(rowsIn(rendered)).toBe(100);
    expect(rendered).toContain("the main figures of the first 100 of 160 configurations,");
  });

  test("has all of them, in their order, once the script has added the others", () => {
    expect(page.logged).toEqual([]);
    expect(shown()).toBe("160 configurations");
    expect(names()).toEqual(namesOf(160));
    const rows = Array.from(page.window.document.querySelectorAll(".summary tbody tr"));
    expect(new Set(rows.map((row) => row.children.length)).size).toBe(1);
    for (const row of rows) expect(row.getAttribute("role")).toBe("row");
  });

  test("is sorted and filtered as a whole", async () => {
    sort();
    sort();
    await settled();
    expect(shown()).toBe("160 configurations, sorted by Config, descending");
    expect(names()).toEqual(namesOf(160).toReversed());
    const input = page.window.document.querySelector(".controls input");
    input?.setAttribute("value", "pin-1159");
    input?.dispatchEvent(new page.window.Event("input"));
    expect(names().every((name) => name.startsWith("pin-1159"))).toBe(true);
    expect(shown()).toStartWith("1 of 160 configurations");
    input?.setAttribute("value", "");
    input?.dispatchEvent(new page.window.Event("input"));
    // Paper does not wait for those that nobody sees yet.
    expect(names().length).toBeLessThan(160);
    page.window.dispatchEvent(new page.window.Event("beforeprint"));
    expect(names()).toHaveLength(160);
  });

  test("does what is asked of it before all rows are there once they are", async () => {
    const early = await openPage(rendered, 600, { isSettled: false });
    early.window.document
      .querySelector<InstanceType<typeof page.window.HTMLButtonElement>>(".summary thead button")
      ?.click();
    expect(early.window.document.querySelector(".shown")?.textContent).toBe("");
    await early.window.happyDOM.waitUntilComplete();
    expect(early.window.document.querySelector(".shown")?.textContent).toBe(
      "160 configurations, sorted by Config, ascending",
    );
    await early.close();
  });
});
