import { describe, expect, test } from "bun:test";
import { formatCsv } from "../../src/results/csv.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { formatSamples, parseSamples, samplesHeader } from "../../src/results/samples_csv.ts";

const header = formatCsv(samplesHeader, []);
const sample: RecordedSample = {
  run: 1,
  round: 3,
  benchmark: "stream",
  metric: "stream.rate",
  at: { kernel: "triad", elements: 80_000_000 },
  value: 63_836.2,
  unit: "MB/s",
  tool: "vcpu-bench-stream",
};
const row = "1,3,stream,stream.rate,elements=80000000 kernel=triad,63836.2,MB/s,vcpu-bench-stream,";

describe("samples.csv", () => {
  test("has one row a sample, in a format that stays", () => {
    expect(header).toBe("run,round,benchmark,metric,coordinates,value,unit,tool,conditions\n");
    expect(formatSamples([sample])).toBe(`${row}\n`);
  });

  test.each([0, -0.5, 1e-9, 1e-100, 0.1 + 0.2, 1e21, 1e100, -1e100, Number.MAX_SAFE_INTEGER])(
    "keeps %d to the last digit",
    (value) => {
      const { samples, problems } = parseSamples(header + formatSamples([{ ...sample, value }]));
      expect(problems).toEqual([]);
      expect(samples).toEqual([{ ...sample, value }]);
    },
  );

  test("keeps what was so while a sample was taken", () => {
    const conditions = { algorithm: "RING", channels: 16, transport: "P2P/CUMEM" };
    const text = formatSamples([{ ...sample, conditions }, sample]);
    expect(text).toStartWith(`${row}algorithm=RING channels=16 transport=P2P/CUMEM\n`);
    expect(parseSamples(header + text)).toEqual({
      samples: [{ ...sample, conditions }, sample],
      problems: [],
    });
  });

  test("of schema 1 has no conditions", () => {
    const old = `${header.replace(",conditions", "")}${row.slice(0, -1)}\n`;
    expect(parseSamples(old)).toEqual({ samples: [sample], problems: [] });
  });

  test("keeps words that CSV treats", () => {
    const odd = { ...sample, at: {}, unit: "µs, per load", tool: 'a "tool"' };
    expect(parseSamples(header + formatSamples([odd])).samples).toEqual([odd]);
  });

  test.each([
    ["value", row.replace("63836.2", "NaN"), "value is not a number"],
    ["value", row.replace("63836.2", "Infinity"), "value is not a number"],
    ["value", row.replace("63836.2", ""), "value is not a number"],
    ["value", row.replace("63836.2", "0x10"), "value is not a number"],
    ["value", row.replace("63836.2", "1e999"), "value is of no size that could be measured"],
    // Their sums and squares would be infinite, or nothing.
    ["value", row.replace("63836.2", "-1.1e100"), "value is of no size that could be measured"],
    ["value", row.replace("63836.2", "5e-324"), "value is of no size that could be measured"],
    ["round", row.replace("1,3", "1,0"), "round is not a count"],
    ["round", row.replace("1,3", "1,1.5"), "round is not a count"],
    ["run", row.replace("1,3", "one,3"), "run is not a count"],
    ["coordinates", row.replace("kernel=triad", "triad"), "coordinates 'triad' is not a coordinate"],
    ["conditions", `${row}channels`, "conditions 'channels' is not a coordinate"],
    ["metric", row.replace("stream.rate", ""), "metric"],
    ["tool", row.replace("vcpu-bench-stream", ""), "tool"],
    ["row that was cut short", row.slice(0, 40), "line 3"],
    ["row with a cell too many", `${row},more`, "line 3"],
    ["binary row", "\0\u0001\u0002", "line 3"],
  ])("a bad %s is told of with its line, and the good rows stay: %#", (_, bad, because) => {
    const { samples, problems } = parseSamples(`${header}${row}\n${bad}\n${row}\n`);
    expect(samples).toEqual([sample, sample]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(because);
    expect(problems[0]).toContain("line 3");
  });

  test("without the columns that it should have gives no sample", () => {
    const { samples, problems } = parseSamples("metric,value\nstream.rate,1\n");
    expect(samples).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  test("may have no rows", () => {
    expect(parseSamples(header)).toEqual({ samples: [], problems: [] });
    expect(parseSamples("")).toEqual({ samples: [], problems: [] });
  });
});
