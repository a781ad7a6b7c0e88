import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { summarize } from "../../../src/analysis/summary.ts";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import { formatSummaryCsv } from "../../../src/report/formats/csv.ts";
import { parseCsv } from "../../../src/results/csv.ts";
import { bareConfiguration, fakeCatalogue, near, rounds } from "../fake_catalogue.ts";
import { hostileGroup, hostileNames, hostileTree } from "../hostile_tree.ts";

const configuration = bareConfiguration({
  samples: [
    ...rounds("juggling.rate", { object: "clubs", height: 2 }, [1.23456789, 3, 2]),
    ...rounds("reach.time", { size: 4096, hand: "left" }, [-0.5]),
  ],
});
const input: ReportInput = {
  tree: { configurations: [configuration], problems: [] },
  catalogue: fakeCatalogue,
  baseline: null,
  version: "9.9.9",
  generatedAt: new Date("2026-11-22T19:18:44Z"),
};

/** A time that fell by a fifth beside the host's, a figure with too few rounds, and one that the host lacks. */
const compared: ReportInput = {
  ...input,
  tree: {
    configurations: [
      bareConfiguration({
        config: "b",
        samples: [
          ...rounds("reach.time", { size: 1 }, near(80)),
          ...rounds("juggling.rate", {}, [1, 2, 3]),
          ...rounds("juggling.drops", {}, near(9)),
        ],
      }),
      bareConfiguration({
        config: "host",
        samples: [...rounds("reach.time", { size: 1 }, near(100)), ...rounds("juggling.rate", {}, [1, 2, 3])],
      }),
    ],
    problems: [],
  },
};

describe("json", () => {
  test("holds what was measured of what, and the summary rows in full precision", async () => {
    expect(JSON.parse(await renderReport("json", input))).toEqual({
      schema: 1,
      generator: "vcpu-bench 9.9.9",
      generatedAt: "2026-11-22T19:18:44.000Z",
      decisions: [{ gpu: "a-gpu", is: "nothing", configs: [], because: expect.any(String), more: [] }],
      findings: [],
      configurations: [
        {
          gpu: "a-gpu",
          config: "a",
          isBaseline: false,
          source: "samples",
          profile: "standard",
          startedAt: null,
          endedAt: null,
          status: null,
          runs: 0,
          boots: 0,
          outcomes: [],
          machine: null,
          differences: null,
          folder: null,
          files: [],
        },
      ],
      rows: [
        {
          gpu: "a-gpu",
          config: "a",
          benchmark: "juggling",
          metric: "juggling.rate",
          label: "Catches",
          role: "target",
          better: "higher",
          coordinates: "height=2 object=clubs",
          unit: "catches/s",
          median: 2,
          low: 1.23456789,
          high: 3,
          rounds: 3,
          tool: "hands",
          repetitions: 1,
          baseline: null,
          ratio: null,
          ratioLow: null,
          ratioHigh: null,
          verdict: null,
        },
        {
          gpu: "a-gpu",
          config: "a",
          benchmark: "reach",
          metric: "reach.time",
          label: "Time",
          role: "target",
          better: "lower",
          coordinates: "hand=left size=4096",
          unit: "ns",
          median: -0.5,
          low: -0.5,
          high: -0.5,
          rounds: 1,
          tool: "hands",
          repetitions: 1,
          baseline: null,
          ratio: null,
          ratioLow: null,
          ratioHigh: null,
          verdict: null,
        },
      ],
      problems: [],
    });
  });
});

const document = z.object({
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});

describe("a row beside the baseline's", () => {
  test("has the ratio, above 1 where it is better, and the verdict", async () => {
    const { rows } = document.parse(JSON.parse(await renderReport("json", compared)));
    const [better, few, absent, ...ofBaseline] = rows;
    expect(better).toMatchObject({ baseline: "host", verdict: "better", repetitions: 1 });
    expect(better?.["ratio"]).toBeCloseTo(1.25, 2);
    expect(better?.["ratioLow"]).toBeWithin(1.23, 1.25);
    expect(better?.["ratioHigh"]).toBeWithin(1.25, 1.27);
    const nothing = { ratio: null, ratioLow: null, ratioHigh: null, verdict: null };
    for (const row of [few, absent]) expect(row).toMatchObject({ baseline: "host", ...nothing });
    for (const row of ofBaseline) expect(row).toMatchObject({ config: "host", baseline: null, ...nothing });
  });

  test("names the baseline that was asked for", async () => {
    const { rows } = document.parse(JSON.parse(await renderReport("json", { ...compared, baseline: "b" })));
    expect(rows.map(({ config, baseline, verdict }) => [config, baseline, verdict])).toEqual([
      ["b", null, null],
      ["b", null, null],
      ["b", null, null],
      ["host", "b", "worse"],
      ["host", "b", null],
    ]);
  });
});

describe("csv", () => {
  test("has a header and a row a metric and place, in full precision", async () => {
    expect(await renderReport("csv", input)).toBe(
      "gpu,config,metric,coordinates,unit,median,low,high,rounds,tool,repetitions,baseline,ratio,ratio_low," +
        "ratio_high,verdict\n" +
        "a-gpu,a,juggling.rate,height=2 object=clubs,catches/s,2,1.23456789,3,3,hands,1,,,,,\n" +
        "a-gpu,a,reach.time,hand=left size=4096,ns,-0.5,-0.5,-0.5,1,hands,1,,,,,\n",
    );
  });

  test("of one configuration compares it with nothing; without rows it is a header", () => {
    const header = "gpu,config,metric,coordinates,unit,median,low,high,rounds,tool,repetitions\n";
    expect(formatSummaryCsv([])).toBe(header);
    expect(formatSummaryCsv(summarize(configuration))).toStartWith(
      `${header}a-gpu,a,juggling.rate,height=2 object=clubs,catches/s,2,1.23456789,3,3,hands,1\n`,
    );
  });

  test("has the same comparison as JSON, for programs that read tables", async () => {
    const rows = parseCsv(await renderReport("csv", compared)).rows.map(({ cells }) => cells);
    expect(rows.map(({ config, baseline, verdict }) => [config, baseline, verdict])).toEqual([
      ["b", "host", "better"],
      ["b", "host", ""],
      ["b", "host", ""],
      ["host", "", ""],
      ["host", "", ""],
    ]);
    const [better, few] = rows;
    expect(Number(better?.["ratio"])).toBeCloseTo(1.25, 2);
    expect(Number(better?.["ratio_low"])).toBeWithin(1.23, 1.25);
    expect(Number(better?.["ratio_high"])).toBeWithin(1.25, 1.27);
    expect([few?.["ratio"], few?.["ratio_low"], few?.["ratio_high"]]).toEqual(["", "", ""]);
  });

  test("no baseline is a formula to a spreadsheet either", async () => {
    const text = await renderReport("csv", { ...input, tree: hostileGroup, baseline: "=cmd()" });
    const rows = parseCsv(text).rows.map(({ cells }) => cells);
    expect(new Set(rows.map(({ baseline }) => baseline))).toEqual(new Set(["'=cmd()", ""]));
    expect(rows.filter(({ verdict }) => verdict !== "").length).toBeGreaterThan(8);
  });

  test("no name from disk is a formula to a spreadsheet", async () => {
    const text = await renderReport("csv", { ...input, tree: hostileTree });
    const rows = parseCsv(text).rows.map(({ cells }) => cells);
    expect(rows).toHaveLength(hostileNames.length);
    for (const row of rows)
      for (const name of ["gpu", "config", "metric", "coordinates", "unit", "tool"])
        expect(row[name]).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.map((row) => row["config"])).toContain("'=cmd()");
    expect(rows.map((row) => row["config"])).toContain("a|b\nc");
  });
});
