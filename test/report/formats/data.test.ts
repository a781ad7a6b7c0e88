import { describe, expect, test } from "bun:test";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import { formatSummaryCsv } from "../../../src/report/formats/csv.ts";
import { parseCsv } from "../../../src/results/csv.ts";
import { bareConfiguration, fakeCatalogue, rounds } from "../fake_catalogue.ts";
import { hostileNames, hostileTree } from "../hostile_tree.ts";

const configuration = bareConfiguration({
  samples: [
    ...rounds("juggling.rate", { object: "clubs", height: 2 }, [1.23456789, 3, 2]),
    ...rounds("reach.time", { size: 4096, hand: "left" }, [-0.5]),
  ],
});
const input: ReportInput = {
  tree: { configurations: [configuration], problems: [] },
  catalogue: fakeCatalogue,
  version: "9.9.9",
  generatedAt: new Date("2026-11-22T19:18:44Z"),
};

describe("json", () => {
  test("holds the summary rows in full precision", async () => {
    expect(JSON.parse(await renderReport("json", input))).toEqual({
      schema: 1,
      generator: "vcpu-bench 9.9.9",
      generatedAt: "2026-11-22T19:18:44.000Z",
      rows: [
        {
          gpu: "a-gpu",
          config: "a",
          metric: "juggling.rate",
          coordinates: "height=2 object=clubs",
          unit: "catches/s",
          median: 2,
          low: 1.23456789,
          high: 3,
          rounds: 3,
          tool: "hands",
        },
        {
          gpu: "a-gpu",
          config: "a",
          metric: "reach.time",
          coordinates: "hand=left size=4096",
          unit: "ns",
          median: -0.5,
          low: -0.5,
          high: -0.5,
          rounds: 1,
          tool: "hands",
        },
      ],
    });
  });
});

describe("csv", () => {
  test("has a header and a row a metric and place, in full precision", async () => {
    expect(await renderReport("csv", input)).toBe(
      "gpu,config,metric,coordinates,unit,median,low,high,rounds,tool\n" +
        "a-gpu,a,juggling.rate,height=2 object=clubs,catches/s,2,1.23456789,3,3,hands\n" +
        "a-gpu,a,reach.time,hand=left size=4096,ns,-0.5,-0.5,-0.5,1,hands\n",
    );
  });

  test("without rows is a header", () => {
    expect(formatSummaryCsv([])).toBe("gpu,config,metric,coordinates,unit,median,low,high,rounds,tool\n");
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
