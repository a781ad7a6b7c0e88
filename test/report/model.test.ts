import { describe, expect, test } from "bun:test";
import { asAbove, type DataTable } from "../../src/report/view/data_table.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { buildPage, type Page } from "../../src/report/model.ts";
import { otherFigures } from "../../src/report/view/other_figures.ts";
import { type DrawnChart, drawnCharts } from "./drawn_charts.ts";
import { bareConfiguration, fakeCatalogue, rounds, withCaches } from "./fake_catalogue.ts";
import { madeUpMachine } from "./made_up_machine.ts";

function pageOf(...configurations: readonly Configuration[]): Page {
  return buildPage({
    tree: { configurations, problems: [] },
    catalogue: fakeCatalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date("2026-11-22T19:18:44Z"),
  });
}

function chartsOf(...configurations: readonly Configuration[]): readonly DrawnChart[] {
  return drawnCharts(pageOf(...configurations))[0] ?? [];
}

/** The figures of a page's first configuration that no chart shows. */
function othersOf({ catalogue, groups }: Page): DataTable | null {
  const [member] = groups[0]?.members ?? [];
  return member === undefined ? null : otherFigures(catalogue, member);
}

const clubs = { object: "clubs" };
const ten = [14, 10, 18, 12, 16, 19, 11, 15, 13, 17];

describe("summary table", () => {
  test("has the headlines that some configuration has, with median and interval", () => {
    const page = pageOf(
      bareConfiguration({ samples: rounds("juggling.rate", clubs, ten) }),
      bareConfiguration({ config: "b", samples: [] }),
    );
    expect(page.table.headlines.map(({ label, unit }) => [label, unit])).toEqual([["Clubs", "catches/s"]]);
    expect(page.table.lines.map(({ cells }) => cells)).toEqual([
      [{ text: "14.50", details: ["11.66–17.34"], value: 14.5 }],
      [{ text: "–", value: null }],
    ]);
    expect(page.table.lines.map((line) => line.rounds)).toEqual([10, 0]);
  });

  test("orders groups and configurations as a person counts", () => {
    const of = (gpu: string, config: string): Configuration =>
      bareConfiguration({ gpu, config, samples: [] });
    const page = pageOf(of("b", "c10"), of("b", "c9"), of("a", "z"));
    expect(page.table.lines.map(({ member }) => member.config)).toEqual(["z", "c9", "c10"]);
    expect(page.groups.map(({ gpu }) => gpu)).toEqual(["a", "b"]);
    expect(page.extent).toBe("3 configurations on 2 GPU models");
  });

  test("says in words what is not like the rest: another tool, smoke, older", () => {
    const page = pageOf(
      bareConfiguration({ config: "a", samples: rounds("juggling.rate", clubs, [1, 2]) }),
      bareConfiguration({ config: "b", samples: rounds("juggling.rate", clubs, [1, 2]), profile: "smoke" }),
      bareConfiguration({
        config: "c",
        samples: rounds("juggling.rate", clubs, [3], "machine"),
        source: "older",
        profile: null,
      }),
    );
    expect(page.table.lines.map(({ cells }) => cells[0]?.details)).toEqual([
      ["1.00–2.00"],
      ["1.00–2.00"],
      ["one round", "machine"],
    ]);
    expect(page.groups[0]?.members.map(({ label }) => label)).toEqual(["a", "b (smoke)", "c (older tool)"]);
  });

  test("of several series takes the one with most rounds, the latest of equals", () => {
    const samples = [
      ...rounds("juggling.rate", { ...clubs, height: 3 }, [1, 1, 1]),
      ...rounds("juggling.rate", { ...clubs, height: 4 }, [2, 2, 2]),
      ...rounds("juggling.rate", { ...clubs, height: 5 }, [9]),
    ];
    expect(pageOf(bareConfiguration({ samples })).table.lines[0]?.cells[0]?.value).toBe(2);
  });

  test("what a number lacks is said only where another would look the same", () => {
    const detailsOf = (tool: string): (readonly string[] | undefined)[] =>
      pageOf(
        bareConfiguration({ config: "a", samples: rounds("juggling.rate", { ...clubs, height: 2 }, [1, 2]) }),
        bareConfiguration({ config: "b", samples: rounds("juggling.rate", { ...clubs, height: 2 }, [1, 2]) }),
        bareConfiguration({ config: "c", samples: rounds("juggling.rate", clubs, [1, 2], tool) }),
      ).table.lines.map(({ cells }) => cells[0]?.details);
    expect(detailsOf("machine")).toEqual([["1.00–2.00"], ["1.00–2.00"], ["1.00–2.00", "machine"]]);
    expect(detailsOf("hands")).toEqual([["1.00–2.00"], ["1.00–2.00"], ["1.00–2.00", "height not recorded"]]);
  });

  test("leaves out what is in another unit", () => {
    const samples = rounds("juggling.rate", clubs, [1]).map((sample) => ({ ...sample, unit: "dropped/h" }));
    const page = pageOf(bareConfiguration({ samples }));
    expect(page.table.headlines).toEqual([]);
    expect(drawnCharts(page)).toEqual([[]]);
    expect(othersOf(page)?.rows[0]?.[3]?.text).toBe("dropped/h");
  });

  test("tells how the measuring ended", () => {
    const failed = {
      benchmark: "reach",
      status: "failed",
      because: "it fell",
      output: "ouch",
      failedRounds: 1,
      rounds: 2,
    } as const;
    const page = pageOf(
      bareConfiguration({
        samples: [],
        outcomes: [
          { benchmark: "juggling", status: "done", rounds: 2 },
          failed,
          { benchmark: "nap", status: "skipped", because: "no bed" },
        ],
      }),
      bareConfiguration({ config: "b", samples: [] }),
    );
    expect(page.table.lines.map(({ status }) => status)).toEqual([
      { text: "1 done, 1 failed, 1 skipped", isBad: true },
      { text: "nothing measured", isBad: false },
    ]);
  });
});

describe("charts", () => {
  test("bars lie in sections by the coordinate, numbers first and ascending, with every round's value", () => {
    const page = pageOf(
      bareConfiguration({
        samples: [
          ...rounds("juggling.rate", clubs, [5, 6]),
          ...rounds("juggling.rate", { object: 10 }, [3]),
          ...rounds("juggling.rate", { object: 9 }, [4]),
        ],
      }),
      bareConfiguration({ config: "b", samples: rounds("juggling.rate", clubs, [7]) }),
    );
    const chart = drawnCharts(page)[0]?.[0];
    expect(chart?.title).toBe("Catches by object");
    const data = chart?.data;
    if (data?.kind !== "bars") throw new Error("not bars");
    expect(
      data.sections.map(({ label, bars }) => [label, bars.map((bar) => [bar.label, bar.series.median])]),
    ).toEqual([
      ["object 9", [["a", 4]]],
      ["object 10", [["a", 3]]],
      [
        "clubs",
        [
          ["a", 5.5],
          ["b", 7],
        ],
      ],
    ]);
    expect(data.sections[2]?.bars[0]?.series.values).toEqual([5, 6]);
    expect(chart?.told).toBe("object 9: a 4.00; object 10: a 3.00; clubs: a 5.50, b 7.00");
    expect(chart?.table.rows).toHaveLength(4);
  });

  test("unlike series of one configuration are bars of their own", () => {
    const samples = [
      ...rounds("juggling.rate", { ...clubs, height: 1_000_000 }, [1]),
      ...rounds("juggling.rate", { ...clubs, height: 2 }, [2]),
      ...rounds("juggling.rate", { ...clubs, height: 2 }, [3], "machine"),
    ];
    const data = chartsOf(bareConfiguration({ samples }))[0]?.data;
    if (data?.kind !== "bars") throw new Error("not bars");
    expect(data.sections[0]?.bars.map(({ label }) => label)).toEqual(["a, height 1M", "a", "a, machine"]);
  });

  test("a group shows its own data only, and no chart without data", () => {
    const page = pageOf(
      bareConfiguration({ gpu: "x", samples: rounds("juggling.rate", clubs, [1]) }),
      bareConfiguration({ gpu: "y", samples: rounds("reach.time", { size: 4096, hand: "left" }, [1]) }),
    );
    expect(drawnCharts(page).map((charts) => charts.map(({ title }) => title))).toEqual([
      ["Catches by object"],
      ["Reach over size"],
    ]);
    const ids = drawnCharts(page).flatMap((charts) => charts.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a curve has a line a configuration and hand over a common axis, and marks the caches", () => {
    const machine = madeUpMachine({ threads: 2, nodes: 1, hypervisor: "kvm" });
    const page = pageOf(
      bareConfiguration({
        machine: withCaches(machine, [4096, 8192]),
        samples: [
          ...rounds("reach.time", { size: 4096, hand: "left" }, [1, 2, 3]),
          ...rounds("reach.time", { size: 16_384, hand: "left" }, [9]),
          ...rounds("reach.time", { size: 4096, hand: "right" }, [5]),
          ...rounds("reach.time", { size: 8192, hand: "right" }, [0]),
        ],
      }),
      bareConfiguration({
        config: "b",
        machine: withCaches(machine, [4096]),
        samples: rounds("reach.time", { size: 8192, hand: "left" }, [4]),
      }),
    );
    const chart = drawnCharts(page)[0]?.[0];
    const data = chart?.data;
    if (data?.kind !== "curve") throw new Error("not a curve");
    expect(data.x).toEqual([4096, 8192, 16_384]);
    expect(
      data.lines.map(({ label, dash, points }) => [
        label,
        dash,
        points.map((point) => point?.median ?? null),
      ]),
    ).toEqual([
      ["a, hand: left", 0, [2, null, 9]],
      ["a, hand: right", 1, [5, null, null]],
      ["b, hand: left", 0, [null, 4, null]],
    ]);
    expect(data.lines[0]?.points.map((point) => point?.low ?? null)).toEqual([1, null, 9]);
    expect(data.marks).toEqual([
      { label: "L1 4 KiB", bytes: 4096 },
      { label: "L2 8 KiB", bytes: 8192 },
    ]);
    expect(chart?.remarks).toEqual(["Not all of these machines show the same caches: L2 8 KiB in a."]);
    expect(chart?.dashes).toEqual(["hand: left", "hand: right"]);
    expect(chart?.table.rows[1]?.map(({ text }) => text)).toEqual(["8 KiB", "–", "–", "4.00"]);
  });

  test("a curve of one kind names it, and so does a line that lacks what splits the others", () => {
    const left = bareConfiguration({ samples: rounds("reach.time", { size: 4096, hand: "left" }, [1]) });
    const older = bareConfiguration({ config: "b", samples: rounds("reach.time", { size: 4096 }, [2]) });
    const [alone] = chartsOf(left);
    expect(alone?.dashes).toEqual(["hand: left"]);
    const [beside] = chartsOf(left, older);
    expect(beside?.table.columns.map(({ label }) => label)).toEqual([
      "drawer",
      "a, hand: left",
      "b, hand not recorded",
    ]);
    const [unsplit] = chartsOf(older);
    expect(unsplit?.dashes).toEqual([]);
    expect(unsplit?.table.columns.map(({ label }) => label)).toEqual(["drawer", "b"]);
  });

  test("a matrix has a panel a configuration, and keeps to the coordinates asked for", () => {
    const at = (from: number, to: number, hand = "left"): Record<string, string | number> => ({
      from,
      to,
      hand,
    });
    const page = pageOf(
      bareConfiguration({
        samples: [
          ...rounds("reach.between", at(1, 1), [10]),
          ...rounds("reach.between", at(0, 1), [20]),
          ...rounds("reach.between", at(0, 0), [30]),
          ...rounds("reach.between", at(0, 0, "right"), [99]),
        ],
      }),
    );
    const data = drawnCharts(page)[0]?.[0]?.data;
    if (data?.kind !== "matrix") throw new Error("not a matrix");
    expect(
      data.panels.map(({ label, cells }) => [
        label,
        cells.map((row) => row.map((cell) => cell?.median ?? null)),
      ]),
    ).toEqual([
      [
        "a",
        [
          [30, 20],
          [null, 10],
        ],
      ],
    ]);
  });
});

describe("looks", () => {
  test("a name looks the same in every group", () => {
    const page = pageOf(
      bareConfiguration({ gpu: "x", config: "host", samples: [] }),
      bareConfiguration({ gpu: "x", config: "pin", samples: [] }),
      bareConfiguration({ gpu: "y", config: "pin", samples: [] }),
    );
    const looks = page.table.lines.map(({ member }) => member.look);
    expect(looks[1]).toEqual(looks[2] ?? { colour: -1, marker: -1 });
    expect(looks[0]).not.toEqual(looks[1]);
  });

  test("twenty-four configurations of a group all look different", () => {
    const page = pageOf(
      ...Array.from({ length: 24 }, (_, i) => bareConfiguration({ config: `c${i}`, samples: [] })),
    );
    const looks = page.table.lines.map(({ member }) => JSON.stringify(member.look));
    expect(new Set(looks).size).toBe(24);
  });

  test("with many names each group begins anew", () => {
    const page = pageOf(
      ...Array.from({ length: 20 }, (_, i) =>
        bareConfiguration({ gpu: `g${i}`, config: `c${i}`, samples: [] }),
      ),
    );
    expect(new Set(page.table.lines.map(({ member }) => member.look.colour))).toEqual(new Set([0]));
  });
});

test("what several configurations or benchmarks share is said once, notices first; what failed is a finding", () => {
  const skipped = ["nap", "doze"].map(
    (benchmark) => ({ benchmark, status: "skipped", because: "no bed" }) as const,
  );
  const page = pageOf(
    bareConfiguration({ samples: [], outcomes: skipped, notices: ["short of breath"] }),
    bareConfiguration({
      config: "b",
      samples: [],
      outcomes: [
        ...skipped,
        {
          benchmark: "reach",
          status: "failed",
          because: "it fell",
          output: "ouch",
          failedRounds: 1,
          rounds: 10,
        },
      ],
    }),
  );
  expect(page.groups[0]?.remarks).toEqual([
    { kind: "notice", configs: ["a"], benchmarks: [], text: "short of breath" },
    { kind: "skipped", configs: ["a", "b"], benchmarks: ["nap", "doze"], text: "no bed" },
  ]);
  expect(
    page.groups[0]?.findings.map(({ rule, cases }) => [rule, cases.map(({ configs }) => configs)]),
  ).toEqual([["benchmarks-failed", [["b"]]]]);
});

test("figures that no chart shows stand with their configuration", () => {
  const samples = [...rounds("juggling.drops", { object: "clubs" }, [3]), ...rounds("unheard.of", {}, [1])];
  const others = othersOf(pageOf(bareConfiguration({ samples })));
  expect(others?.rows.map((row) => row.slice(0, 3).map(({ text }) => text))).toEqual([
    ["Drops", "object: clubs", "3.00"],
    ["unheard.of", "", "1.00"],
  ]);
});

test("what rows of one figure have in common is said once", () => {
  const samples = [
    ...rounds("juggling.drops", { object: "clubs" }, [3]),
    ...rounds("unheard.of", {}, [1]),
    ...rounds("juggling.drops", { object: "balls" }, [4]),
    ...rounds("juggling.drops", { object: "rings" }, [5], "machine"),
  ];
  const rows = othersOf(pageOf(bareConfiguration({ samples })))?.rows ?? [];
  expect(rows.map((row) => row.map((cell) => (cell === asAbove ? "as above" : cell.text)))).toEqual([
    ["Drops", "object: clubs", "3.00", "drops", "1", "hands"],
    ["as above", "object: balls", "4.00", "as above", "1", "as above"],
    ["unheard.of", "", "1.00", "?", "1", "hands"],
    ["Drops", "object: rings", "5.00", "drops", "1", "machine"],
  ]);
});
