import { describe, expect, test } from "bun:test";
import { comparisonMarkdown } from "../../../src/report/comparison/markdown.ts";
import { hostileNames } from "../hostile_tree.ts";
import { comparedGroup, small, untrusted, withGpu, without, withValues } from "./made_up_comparison.ts";

describe("as Markdown", () => {
  test("a comparison is a section with a table", () => {
    const pin = without(
      withValues(small("pin", 1.1), "cpu-all.rate", (value) => 0.8 * value),
      "cpu-single.latency",
    );
    expect(comparisonMarkdown(comparedGroup(small("numa"), [pin])).split("\n")).toEqual([
      "## h200: pin against numa",
      "",
      "1 worse, 1 better, 1 figure not comparable.",
      "",
      ...untrusted,
      "- Noisy trials: numa 0 of 0, pin 0 of 0.",
      "",
      "| verdict | benchmark | figure | values | change |",
      "| --- | --- | --- | --- | --- |",
      "| ▼ worse | cpu-all | All vCPUs | 4,241 → 3,732 events/s | −12.0 % (−12.0 to −12.0) |",
      "| ▲ better | cpu-single | One thread | 1,214 → 1,335 events/s | +10.0 % (+10.0 to +10.0) |",
      "",
      "Cannot be compared:",
      "",
      "- cpu-single Event latency percentile, percentile 95: not measured in pin.",
      "",
    ]);
  });

  test("each candidate has a section of its own", () => {
    const text = comparisonMarkdown(comparedGroup(small("host"), [small("pin", 0.9), small("numa")]));
    expect(text.match(/^## .*$/gm)).toEqual(["## h200: pin against host", "## h200: numa against host"]);
    expect(text).toContain(
      "| ▼ worse | cpu-single | One thread | 1,214 → 1,093 events/s | 90.0 % of host (90.0 to 90.0) |",
    );
    expect(text).toContain("| = same | cpu-single | One thread |");
  });

  test("a control that moved comes before the counts, in bold", () => {
    const slow = withValues(withGpu("pin"), "gpu-compute.rate", (value) => 0.9 * value);
    expect(comparisonMarkdown(comparedGroup(withGpu("numa"), [slow]))).toMatch(
      /^## h200: pin against numa\n\n\*\*A control moved: FP32 .* Gen5 ×16 on both\.\*\*\n\n1 worse, /,
    );
  });

  test("a candidate of which nothing can be compared has no table", () => {
    const short = { ...small("pin"), samples: small("pin").samples.filter(({ round }) => round === 1) };
    const text = comparisonMarkdown(comparedGroup(small("numa"), [short]));
    expect(text).not.toContain("|");
    expect(text).toContain("3 figures not comparable.\n");
  });
});

describe("names from disk", () => {
  test.each([...hostileNames, "\u001B[31mred", "\u009B31mred", "# a", "**a**", "![x](y)"])(
    "mean themselves: %j",
    (name) => {
      const pin = { ...without(small("pin", 1.1), "cpu-all"), config: name };
      const base = { ...small("numa"), gpu: name };
      const text = comparisonMarkdown(comparedGroup(base, [pin]));
      expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      // No tag, link, image, code, emphasis or formula that is not escaped.
      expect(text).not.toMatch(/<|(?<!\\)[`*$~[\]]/);
      const lines = text.split("\n");
      expect(lines.filter((line) => line.startsWith("#"))).toHaveLength(1);
      // Four columns of a table are five cells, whatever the names in it.
      for (const row of lines.filter((line) => line.startsWith("|")))
        expect(row.split(/(?<!\\)\|/)).toHaveLength(7);
      expect(lines.filter((line) => line.startsWith("|"))).toHaveLength(4);
    },
  );
});
