import { describe, expect, test } from "bun:test";
import { baselineOf } from "../../src/analysis/baseline.ts";
import { buildPage, type Page } from "../../src/report/model.ts";
import { renderReport, type ReportInput } from "../../src/report/index.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { drawnCharts } from "./drawn_charts.ts";
import { bareConfiguration, fakeCatalogue, near, rounds } from "./fake_catalogue.ts";

const clubs = { object: "clubs" };

function configuration(config: string, more: Partial<Configuration> = {}): Configuration {
  return bareConfiguration({ config, samples: rounds("juggling.rate", clubs, near(100)), ...more });
}

function inputOf(configurations: readonly Configuration[], baseline: string | null = null): ReportInput {
  return {
    tree: { configurations, problems: [] },
    catalogue: fakeCatalogue,
    baseline,
    version: "9.9.9",
    generatedAt: new Date("2026-11-22T19:18:44Z"),
  };
}

function sentences(page: Page): string[] {
  return page.groups.map(({ baseline: { before, name, after } }) => `${before}${name}${after}`);
}

function sentencesOf(configurations: readonly Configuration[], baseline: string | null = null): string[] {
  return sentences(buildPage(inputOf(configurations, baseline)));
}

describe("each group says what it is compared with and why", () => {
  test.each(["host", "baseline", "unpinned", "default"])("%s, for its name", (name) => {
    const group = [configuration("a"), configuration(name)];
    expect(baselineOf(group)?.config).toBe(name);
    expect(sentencesOf(group)).toEqual([`Compared with ${name}, chosen for its name.`]);
  });

  test("the oldest where no name says it", () => {
    const group = [
      configuration("pin", { startedAt: "2026-11-21T00:00:00Z" }),
      configuration("plain", { startedAt: "2026-11-20T00:00:00Z" }),
    ];
    expect(sentencesOf(group)).toEqual([
      "Compared with plain, the oldest, since none is named host, baseline, unpinned or default.",
    ]);
  });

  test("the one asked for, also where another has a usual name", () => {
    const group = [configuration("host"), configuration("pin")];
    expect(sentencesOf(group, "pin")).toEqual(["Compared with pin, as asked for."]);
    expect(sentencesOf(group, "host")).toEqual(["Compared with host, as asked for."]);
  });

  test("its usual one, and that it lacks the one asked for", () => {
    const groups = ["x", "y"].flatMap((gpu) => [configuration("host", { gpu }), configuration("a", { gpu })]);
    expect(sentencesOf([...groups, configuration("pin", { gpu: "y" })], "pin")).toEqual([
      "None of these is named pin. Compared with host, chosen for its name.",
      "Compared with pin, as asked for.",
    ]);
  });

  test("nothing where it is alone, whatever was asked for", () => {
    const alone = [configuration("gpus")];
    for (const baseline of [null, "gpus", "other"])
      expect(sentencesOf(alone, baseline)).toEqual(["There is nothing here yet to compare gpus with."]);
    const [group] = buildPage(inputOf(alone)).groups;
    expect(group?.members.map(({ comparison }) => comparison)).toEqual([null]);
    expect(group?.members.map(({ isBaseline }) => isBaseline)).toEqual([false]);
  });
});

test("the baseline is marked beside its name, and nowhere in its cells", () => {
  const curve = rounds("reach.time", { size: 4096, hand: "left" }, near(5));
  const matrix = rounds("reach.between", { from: 0, to: 1, hand: "left" }, near(9));
  const samples = [...rounds("juggling.rate", clubs, near(100)), ...curve, ...matrix];
  const page = buildPage(
    inputOf([bareConfiguration({ config: "host", samples }), bareConfiguration({ config: "pin", samples })]),
  );
  const [bars, curves, cells] = drawnCharts(page)[0]?.map(({ table }) => table) ?? [];
  expect(bars?.rows.map((row) => row[1])).toEqual([
    { text: "host", details: ["baseline"], value: "host" },
    { text: "pin", value: "pin" },
  ]);
  expect(curves?.columns.map(({ label, note }) => [label, note])).toEqual([
    ["drawer", undefined],
    ["host, hand: left", "baseline"],
    ["pin, hand: left", undefined],
  ]);
  expect(cells?.rows.map((row) => row[0]?.details)).toEqual([["baseline"], undefined]);
  expect(page.groups[0]?.members.map(({ details }) => details.inShort)).toEqual([
    "baseline · machine not recorded",
    "machine not recorded",
  ]);
  expect(page.table.lines[0]?.cells.map(({ verdict }) => verdict)).toEqual(
    page.table.headlines.map(() => undefined),
  );
});

test("the page and the Markdown form name it", async () => {
  const input = inputOf([configuration("host"), configuration("pin")]);
  const html = await renderReport("html", input);
  expect(html).toContain("Compared with <strong><bdi>host</bdi></strong>, chosen for its name.");
  const text = await renderReport("md", input);
  expect(text).toContain("\n\nCompared with **host**, chosen for its name.\n\n");
  expect(text).toContain("\n| host (baseline) | ");
});
