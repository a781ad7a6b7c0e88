import { describe, expect, test } from "bun:test";
import { renderMarkdown } from "../../../src/report/formats/markdown.ts";
import { escapeMarkdown } from "../../../src/report/formats/markdown_text.ts";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { bareConfiguration, fakeCatalogue, near, rounds } from "../fake_catalogue.ts";
import { hostileGroup, hostileTree } from "../hostile_tree.ts";
import { madeUpTree } from "../made_up_tree.ts";

const input: ReportInput = {
  tree: {
    configurations: [
      bareConfiguration({
        samples: [
          ...rounds("juggling.rate", { object: "clubs" }, [14, 10, 18, 12, 16, 19, 11, 15, 13, 17]),
          ...rounds("juggling.drops", {}, [1]),
        ],
        outcomes: [
          { benchmark: "juggling", status: "done", rounds: 10 },
          { benchmark: "nap", status: "skipped", because: "no bed" },
        ],
      }),
      bareConfiguration({ config: "b", samples: [], profile: "smoke" }),
    ],
    problems: [{ path: "results/x/metadata.json", because: "it is no JSON" }],
  },
  catalogue: fakeCatalogue,
  baseline: null,
  version: "9.9.9",
  generatedAt: new Date("2026-11-22T19:18:44Z"),
};

test("has a group in short, what could not be read, and folded what that rests on", async () => {
  const text = await renderReport("md", input);
  expect(text.split("\n\n").slice(2)).toEqual([
    "## a-gpu",
    "**Nothing can be decided**. There is one configuration and no host to measure it by: run another to compare.",
    "Compared with **a**, the oldest, since none is named host, baseline, unpinned or default.",
    "- **b (smoke)** against a: 2 figures not comparable.",
    "| config | Clubs, catches/s | rounds | status |\n" +
      "| --- | ---: | ---: | --- |\n" +
      "| a (baseline) | **14.50** (11.66–17.34) | 10 | 1 done, 1 skipped |\n" +
      "| b (smoke) | – | 0 | nothing measured |",
    "- skipped: **a**: nap: no bed",
    "<details><summary>How far to trust the comparisons</summary>",
    "- **b (smoke)**\n" +
      "  - No control was measured on both sides (a GPU's compute and its own memory): nothing vouches for the rest.\n" +
      "  - One boot each: whether another boot would give the same is not known; add one to each with run NAME --append.\n" +
      "  - cannot be compared: juggling Catches, object: clubs; Drops: not measured in b.",
    "</details>",
    "## Not readable",
    "- results/x/metadata.json: it is no JSON",
    "<details><summary>How to read these numbers</summary>",
    expect.stringContaining("order statistics"),
    "</details>",
    "<details><summary>All figures: 2</summary>",
    "| gpu | config | metric | coordinates | unit | median | low | high | rounds | tool | beside the baseline |\n" +
      "| --- | --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- | --- |\n" +
      "| a-gpu | a | juggling.rate | object=clubs | catches/s | 14.50 | 11.66 | 17.34 | 10 | hands |  |\n" +
      "| a-gpu | a | juggling.drops |  | drops | 1.00 | 1.00 | 1.00 | 1 | hands |  |",
    "</details>\n",
  ]);
});

test("has each verdict behind its number, and says how it comes about", async () => {
  const clubs = { object: "clubs" };
  const text = await renderReport("md", {
    ...input,
    tree: {
      configurations: [
        bareConfiguration({ config: "host", samples: rounds("juggling.rate", clubs, near(100)) }),
        bareConfiguration({ config: "pin", samples: rounds("juggling.rate", clubs, near(80)) }),
      ],
      problems: [],
    },
  });
  expect(text).toContain(
    "\n| host (baseline) | **100.0** (99.93–100.1) | 10 | nothing measured |\n" +
      "| pin | **80.00** (79.93–80.07) ▼ 80.0 % of host (79.9 to 80.1) worse | 10 | nothing measured |\n",
  );
  expect(text).toContain("| hands | ▼ 80.0 % of host (79.9 to 80.1) worse |\n");
  expect(text).toContain("\n\n- **pin** against host: 1 worse.\n\n");
  expect(text).toContain("Student's 95 % interval over the runs");
  expect(text).toContain("better ▲ or worse ▼ if the 95 % interval of the ratio excludes 1");
});

test("a control that moved comes before what it spoils", async () => {
  const text = await renderReport("md", { ...input, tree: madeUpTree(), catalogue });
  const lines = text.split("\n");
  const counts = lines.findIndex((line) => line.startsWith("- **unpinned** against host: "));
  expect(lines.slice(counts - 2, counts)).toEqual([
    expect.stringMatching(/^- \*\*A control moved: FP32 matrix multiplication, .*\.\*\*$/),
    expect.stringMatching(/^- \*\*A control moved: FP32 matrix multiplication, .*\.\*\*$/),
  ]);
});

test("an empty tree says so", async () => {
  const text = await renderReport("md", { ...input, tree: { configurations: [], problems: [] } });
  expect(text).toContain("Nothing has been measured yet.");
  expect(text).not.toContain("|");
});

test.each([
  ["<b>&", "&lt;b&gt;&amp;"],
  ["a|b\nc", "a\\|b c"],
  ["a\u202Ecod.exe", "a\\\\u202ecod.exe"],
  ["*x* `y` [z](w) ~s~ $m$ \\", "\\*x\\* \\`y\\` \\[z\\](w) \\~s\\~ \\$m\\$ \\\\"],
  ["pin_numa_2 _x_", "pin_numa_2 \\_x\\_"],
])("%j means itself", (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test.each([
  ["in groups of their own", hostileTree],
  ["compared with one another", hostileGroup],
])("hostile names break no table and are no markup, %s", async (_, tree) => {
  const text = await renderReport("md", { ...input, tree });
  const folds = /^<details><summary>[^<>]*<\/summary>$|^<\/details>$/gm;
  expect(text.match(folds)?.length).toBeGreaterThan(4);
  expect(text.replaceAll(folds, "")).not.toMatch(/<(?!\/?$)[a-z!/]/i);
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  const columns = (line: string): number => line.replaceAll("\\\\", "").split(/(?<!\\)\|/).length;
  const long = rows.slice(rows.findIndex((line) => line.startsWith("| gpu |")));
  expect(new Set(long.map(columns))).toEqual(new Set([13]));
});

describe("a group", () => {
  test("begins with the decision and the findings, and folds their numbers and what to do", async () => {
    const text = await renderReport("md", { ...input, tree: madeUpTree(), catalogue });
    const group = text.slice(text.indexOf("## nvidia-h200"));
    expect(group).toMatch(
      /^## nvidia-h200\n\n\*\*[^\n]+\n\n- Fault: \*\*pin-numa-hugepages\*\*: stream failed in 10 of 10/,
    );
    expect(group.indexOf("Findings: their numbers and what to do</summary>")).toBeGreaterThan(
      group.indexOf("| config |"),
    );
    expect(group).toContain("\n- Fault: **unpinned**: The PCIe link of GPU 1 ran at Gen1 ×16");
  });

  test("says what each configuration differs in from the baseline", async () => {
    const text = await renderReport("md", { ...input, tree: madeUpTree(), catalogue });
    expect(text).toContain("  - unlike host: sockets 2 → 1 · nodes 2 → 1 · ");
  });
});

describe("within a limit", () => {
  const large = { ...input, tree: madeUpTree(), catalogue };
  const whole = renderMarkdown(large);
  const bytes = (text: string): number => Buffer.byteLength(text);

  test("figures are left out first, and it says how many and where they are", () => {
    const text = renderMarkdown(large, bytes(whole) - 20_000);
    expect(bytes(text)).toBeLessThan(bytes(whole) - 20_000);
    expect(text).toMatch(
      /\n\n[\d,]+ of [\d,]+ figures are left out here for length: `vcpu-bench report -o report.csv` has all.\n/,
    );
    expect(text).toMatch(/<summary>All figures: the first [\d,]+ of [\d,]+<\/summary>/);
    expect(text).toContain("How far to trust the comparisons</summary>");
  });

  test("then what is folded in the groups", () => {
    const text = renderMarkdown(large, 22_000);
    expect(bytes(text)).toBeLessThan(22_000);
    expect(text).not.toContain("How far to trust the comparisons</summary>");
    expect(text).toContain("is left out here for length: `vcpu-bench report -o report.html` shows it.");
    expect(text).toContain("- **unpinned** against host");
  });

  test("then configurations, never the baseline", () => {
    const configurations = Array.from({ length: 300 }, (_, i) =>
      bareConfiguration({
        config: `c${i}`,
        samples: rounds("juggling.rate", { object: "clubs" }, [1, 2, 3]),
      }),
    );
    const host = bareConfiguration({
      config: "host",
      samples: rounds("juggling.rate", { object: "clubs" }, [1, 2, 3]),
    });
    const tree = { configurations: [...configurations, host], problems: [] };
    const text = renderMarkdown({ ...input, tree }, 8000);
    expect(bytes(text)).toBeLessThan(8000);
    expect(text).toContain("| host (baseline) |");
    expect(text).toMatch(
      /\n- and \d+ configurations more: left out here for length; `vcpu-bench report -o report.html` shows all\n/,
    );
  });

  test("all of it stands, where there is room", () => {
    expect(whole).not.toContain("left out");
  });
});
