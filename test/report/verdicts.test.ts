import { describe, expect, test } from "bun:test";
import type { Configuration } from "../../src/results/configuration.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { buildPage, type Page } from "../../src/report/model.ts";
import type { Cell } from "../../src/report/view/data_table.ts";
import { otherFigures } from "../../src/report/view/other_figures.ts";
import { drawnCharts } from "./drawn_charts.ts";
import { bareConfiguration, fakeCatalogue, near, rounds } from "./fake_catalogue.ts";

const clubs = { object: "clubs" };

function pageOf(...configurations: readonly Configuration[]): Page {
  return buildPage({
    tree: { configurations, problems: [] },
    catalogue: fakeCatalogue,
    baseline: configurations[0]?.config ?? null,
    version: "9.9.9",
    generatedAt: new Date("2026-11-22T19:18:44Z"),
  });
}

function juggler(
  config: string,
  values: readonly number[],
  more: Partial<Configuration> = {},
): Configuration {
  return bareConfiguration({ config, samples: rounds("juggling.rate", clubs, values), ...more });
}

function texts(cells: readonly (Cell | undefined)[]): (string | null)[] {
  return cells.map((cell) => cell?.verdict?.text ?? null);
}

/** The verdicts in the summary's first column, in the order of the lines. */
function inSummary(page: Page): (string | null)[] {
  return texts(page.table.lines.map(({ cells }) => cells[0]));
}

/** The verdicts in a column of the table under the first chart. */
function inChartTable(page: Page, column: number): (string | null)[] {
  return texts(drawnCharts(page)[0]?.[0]?.table.rows.map((row) => row[column]) ?? []);
}

/** A configuration for each verdict. */
const candidates = [
  juggler("b", near(120)),
  juggler("c", near(80)),
  juggler("d", near(100.05)),
  juggler("e", near(101, 5)),
];

describe("a verdict has its sign, the change with its interval and its word", () => {
  const expected = [
    null,
    "▲ +20.0 % (+19.9 to +20.1) better",
    "▼ −20.0 % (−20.1 to −19.9) worse",
    "= +0.05 % (−0.02 to +0.1) same",
    "? +0.7 % (−2.0 to +4.0) undecided",
  ];
  const page = pageOf(juggler("a", near(100)), ...candidates);

  test("in the summary, below the median's own interval", () => {
    expect(inSummary(page)).toEqual(expected);
    expect(page.table.lines[1]?.cells[0]).toEqual({
      text: "120.0",
      details: ["119.9–120.1"],
      verdict: { is: "better", text: "▲ +20.0 % (+19.9 to +20.1) better" },
      value: 119.995,
    });
  });

  test("in the table under bars", () => {
    expect(inChartTable(page, 2)).toEqual(expected);
  });

  test("in percent of a baseline that is called host", () => {
    expect(inSummary(pageOf(juggler("host", near(100)), ...candidates))).toEqual([
      "▲ 120.0 % of host (119.9 to 120.1) better",
      "▼ 80.0 % of host (79.9 to 80.1) worse",
      "= 100.1 % of host (100.0 to 100.1) same",
      "? 100.7 % of host (98.0 to 104.0) undecided",
      null,
    ]);
  });
});

test("where lower is better, a time that fell is better", () => {
  const reach = (middle: number): RecordedSample[] =>
    rounds("reach.time", { size: 8192, hand: "left" }, near(middle));
  const page = pageOf(
    bareConfiguration({ samples: reach(100) }),
    bareConfiguration({ config: "b", samples: reach(90) }),
  );
  expect(inSummary(page)).toEqual([null, "▲ −10.0 % (−10.1 to −9.9) better"]);
});

test("each point of a curve and each cell of a matrix has its own", () => {
  const curve = (...middles: readonly number[]): RecordedSample[] =>
    middles.flatMap((middle, i) =>
      rounds("reach.time", { size: 4096 * 2 ** i, hand: "left" }, near(middle, 0.001)),
    );
  const rooms = (...middles: readonly number[]): RecordedSample[] =>
    middles.flatMap((middle, to) => rounds("reach.between", { from: 0, to, hand: "left" }, near(middle)));
  const page = pageOf(
    bareConfiguration({ samples: [...curve(1, 2), ...rooms(50, 50)] }),
    bareConfiguration({ config: "b", samples: [...curve(2, 1), ...rooms(100, 50)] }),
  );
  const [curves, matrices] = drawnCharts(page)[0]?.map(({ table }) => table.rows) ?? [];
  expect(texts(curves?.map((row) => row[1]) ?? [])).toEqual([null, null]);
  expect(texts(curves?.map((row) => row[2]) ?? [])).toEqual([
    "▼ +100 % (+99.9 to +100) worse",
    "▲ −50.0 % (−50.0 to −50.0) better",
  ]);
  expect(texts(matrices?.map((row) => row[3]) ?? [])).toEqual([
    null,
    null,
    "▼ +100 % (+99.8 to +100) worse",
    "= ±0.0 % (−0.1 to +0.1) same",
  ]);
});

test("figures that no chart shows have theirs", () => {
  const drops = (middle: number): RecordedSample[] => rounds("juggling.drops", {}, near(middle));
  const page = pageOf(
    bareConfiguration({ samples: drops(50) }),
    bareConfiguration({ config: "b", samples: drops(25) }),
  );
  const verdicts = page.groups[0]?.members.map(
    (member) => otherFigures(page.catalogue, member)?.rows[0]?.[2]?.verdict,
  );
  expect(verdicts).toEqual([undefined, { is: "better", text: "▲ −50.0 % (−50.1 to −49.9) better" }]);
});

test.each<[string, Partial<Configuration>]>([
  ["a smoke run", { profile: "smoke" }],
  ["too few rounds", { samples: rounds("juggling.rate", clubs, [1, 2, 3]) }],
  ["another tool", { samples: rounds("juggling.rate", clubs, near(100), "feet") }],
  ["another height", { samples: rounds("juggling.rate", { ...clubs, height: 2 }, near(100)) }],
])("%s has a number and no verdict", (_, more) => {
  const page = pageOf(juggler("a", near(100)), juggler("b", near(100), more));
  expect(page.table.lines[1]?.cells[0]?.value).toBeNumber();
  expect(inSummary(page)).toEqual([null, null]);
  expect(inChartTable(page, 2)).toEqual([null, null]);
  expect(page.groups[0]?.members.map(({ baseline }) => baseline)).toEqual([null, null]);
  expect(page.groups[0]?.members[1]?.comparison?.counts).toEndWith("not comparable");
});

test("each configuration has the verdict of its own group", () => {
  const page = pageOf(
    juggler("a", near(100)),
    juggler("b", near(120)),
    juggler("a", near(50), { gpu: "other" }),
    juggler("b", near(40), { gpu: "other" }),
  );
  expect(inSummary(page)).toEqual([
    null,
    "▲ +20.0 % (+19.9 to +20.1) better",
    null,
    "▼ −20.0 % (−20.1 to −19.9) worse",
  ]);
});
