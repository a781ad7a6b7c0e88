import { expect, test } from "bun:test";
import type { Coordinates } from "../../src/benchmarks/metric.ts";
import { buildPage } from "../../src/report/model.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { type DrawnChart, drawnCharts } from "./drawn_charts.ts";
import { bareConfiguration, fakeCatalogue, rounds } from "./fake_catalogue.ts";

function chartsOf(...configurations: readonly Configuration[]): readonly DrawnChart[] {
  const page = buildPage({
    tree: { configurations, problems: [] },
    catalogue: fakeCatalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date("2026-11-22T19:18:44Z"),
  });
  return drawnCharts(page)[0] ?? [];
}

const clubs = { object: "clubs" };

/** The samples with these conditions in turn. */
function under(samples: readonly RecordedSample[], ...all: readonly Coordinates[]): RecordedSample[] {
  return samples.map((sample, i) => ({ ...sample, conditions: all[i % all.length] ?? {} }));
}

/** The columns of a chart's table from one on: their labels, then a line a row. */
function namesAndCells(chart: DrawnChart | undefined, from: number): string[][] {
  return [
    chart?.table.columns.slice(from).map(({ label }) => label) ?? [],
    ...(chart?.table.rows.map((row) =>
      row.slice(from).map(({ text, details = [] }) => [text, ...details].join("; ")),
    ) ?? []),
  ];
}

test("each condition is a column of the bars' table; what changed between rounds varies", () => {
  const [chart] = chartsOf(
    bareConfiguration({
      samples: under(rounds("juggling.rate", clubs, [1, 2]), { wind: "west", lamps: 2 }),
    }),
    bareConfiguration({
      config: "b",
      samples: under(rounds("juggling.rate", clubs, [1, 2]), { wind: "west" }, { wind: "east" }),
    }),
    bareConfiguration({ config: "c", samples: rounds("juggling.rate", clubs, [1]) }),
  );
  expect(namesAndCells(chart, 4)).toEqual([
    ["wind", "lamps"],
    ["west", "2"],
    ["varies", "–"],
    ["–", "–"],
  ]);
});

test("a curve's table says what most configurations have, and who has something else", () => {
  const left = (size: number): RecordedSample[] => rounds("reach.time", { size, hand: "left" }, [1, 2]);
  const right = (size: number): RecordedSample[] => rounds("reach.time", { size, hand: "right" }, [1, 2]);
  const west = { wind: "west" };
  const [chart] = chartsOf(
    bareConfiguration({ config: "a", samples: [...under(left(1), west), ...under(left(2), west)] }),
    bareConfiguration({ config: "b", samples: [...under(left(1), west), ...under(right(1), west)] }),
    bareConfiguration({
      config: "c",
      samples: [...under(left(1), { wind: "east" }), ...under(right(1), west), ...left(4)],
    }),
  );
  expect(namesAndCells(chart, 6)).toEqual([["wind"], ["west; east or west: c"], ["west"], ["–"]]);
});

test("each condition is a column of a matrix's table", () => {
  const to = (node: number, wind: string): RecordedSample[] =>
    under(rounds("reach.between", { from: 0, to: node, hand: "left" }, [1]), { wind });
  const samples = [...to(0, "south"), ...to(1, "north")];
  const [chart] = chartsOf(bareConfiguration({ samples }));
  expect(namesAndCells(chart, 5)).toEqual([["wind"], ["south"], ["north"]]);
});

test("what is the same in every row, the tool among it, is said once and is no column", () => {
  const own = bareConfiguration({
    samples: under(rounds("juggling.rate", clubs, [1, 2]), { wind: "west", lamps: 2 }),
  });
  const [alike] = chartsOf(own, { ...own, config: "b" });
  expect(alike?.table.columns.map(({ label }) => label).slice(3)).toEqual(["rounds"]);
  expect(alike?.table.rows.map((row) => row.length)).toEqual([4, 4]);
  expect(alike?.table.everyRow).toEqual(["tool hands", "wind west", "lamps 2"]);

  const feet = rounds("juggling.rate", clubs, [1], "feet");
  const [unlike] = chartsOf(own, bareConfiguration({ config: "b", samples: feet }));
  expect(namesAndCells(unlike, 4)).toEqual([
    ["tool", "wind", "lamps"],
    ["hands", "west", "2"],
    ["feet", "–", "–"],
  ]);
  expect(unlike?.table.everyRow).toEqual([]);
});

test("what only some configurations have in a curve's row is not so of every row", () => {
  const at = (size: number): RecordedSample[] => rounds("reach.time", { size, hand: "left" }, [1, 2]);
  const west = { wind: "west", lamps: 2 };
  const [chart] = chartsOf(
    bareConfiguration({ samples: [...under(at(1), west), ...under(at(2), west)] }),
    bareConfiguration({
      config: "b",
      samples: [...under(at(1), { wind: "east", lamps: 2 }), ...under(at(2), west)],
    }),
  );
  expect(namesAndCells(chart, 3)).toEqual([["wind"], ["west; east: b"], ["west"]]);
  expect(chart?.table.everyRow).toEqual(["lamps 2"]);
});
