import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { ResultTree } from "../../src/results/configuration.ts";
import { readTree } from "../../src/results/read_tree.ts";
import { fakeCatalogue } from "../report/fake_catalogue.ts";
import { hostileTree } from "../report/hostile_tree.ts";
import type { ReportInput } from "../../src/report/index.ts";
import { axeViolations } from "./axe.ts";
import { patience } from "./launch.ts";
import {
  framesDrawn,
  madeUp,
  openFolds,
  type OpenedReport,
  type ReportBrowser,
  startReportBrowser,
} from "./opened_report.ts";

setDefaultTimeout(patience);

let browser: ReportBrowser;

beforeAll(async () => {
  browser = await startReportBrowser();
});

afterAll(() => browser.close());

/** Two names that differ in a space alone are one name to those who listen; no folder has such. */
const hostileUnlike: ResultTree = {
  ...hostileTree,
  configurations: hostileTree.configurations.filter(({ gpu }) => gpu !== "\rx"),
};

const inputs: readonly (readonly [string, () => Promise<ReportInput>])[] = [
  ["made up, with much that failed", async () => madeUp],
  [
    "captured on real GPUs",
    async () => ({ ...madeUp, tree: await readTree(join(import.meta.dir, "../fixtures/captured")) }),
  ],
  ["empty", async () => ({ ...madeUp, tree: { configurations: [], problems: [] } })],
  [
    "of nothing but what cannot be read",
    async () => ({ ...madeUp, tree: { configurations: [], problems: madeUp.tree.problems } }),
  ],
  ["of hostile names", async () => ({ ...madeUp, tree: hostileUnlike, catalogue: fakeCatalogue })],
];

describe.each(inputs)("a report that is %s", (name, inputOf) => {
  let opened: OpenedReport;

  beforeAll(async () => {
    opened = await browser.open(name.replaceAll(/\W/g, "-"), await inputOf());
  });

  test.each([
    ["light", 1280],
    ["light", 400],
    ["dark", 1280],
    ["dark", 400],
  ] as const)("has nothing that axe-core finds wrong, %s and %d px wide", async (colorScheme, width) => {
    const { page, complaints } = opened;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await framesDrawn(page);
    await openFolds(page);
    const { violations, passed } = await axeViolations(page);
    expect(violations).toEqual([]);
    expect(passed).toContain("color-contrast");
    expect(passed).toContain("region");
    expect(complaints).toEqual([]);
  });
});

test("a page whose contents are folded and whose controls are in use has nothing wrong either", async () => {
  const { page } = await browser.open("used", madeUp);
  await page.getByRole("columnheader", { name: "Config" }).getByRole("button").click();
  await page.getByRole("searchbox", { name: "Filter" }).first().fill("nothing like it");
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  await page.getByRole("button", { name: "Copy as CSV" }).click();
  await page.getByRole("dialog").waitFor();
  expect((await axeViolations(page)).violations).toEqual([]);
});

describe("where a person asks for it", () => {
  test("nothing moves", async () => {
    const { page } = await browser.open("still", madeUp);
    await page.emulateMedia({ reducedMotion: "reduce" });
    const moving = await page.evaluate(
      () =>
        Array.from(document.querySelectorAll("*")).filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior !== "auto";
        }).length,
    );
    expect(moving).toBe(0);
  });

  test("forced colours leave charts and marks theirs, on their own paper", async () => {
    const { page, complaints } = await browser.open("forced", madeUp);
    await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
    await framesDrawn(page);
    const grounds = await page.evaluate(() =>
      Array.from(document.querySelectorAll(".plot:has(canvas), .summary tbody .mark"), (element) => {
        const { backgroundColor, forcedColorAdjust } = getComputedStyle(element);
        return `${forcedColorAdjust} ${backgroundColor}`;
      }),
    );
    expect(Array.from(new Set(grounds))).toEqual([`none ${await paperOf(page)}`]);
    expect(complaints).toEqual([]);
  });
});

function paperOf(page: OpenedReport["page"]): Promise<string> {
  return page.evaluate(() => {
    const probe = document.createElement("i");
    probe.style.setProperty("forced-color-adjust", "none");
    probe.style.color = "var(--paper)";
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
}
