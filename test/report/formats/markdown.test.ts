import { expect, test } from "bun:test";
import { escapeMarkdown } from "../../../src/report/formats/markdown.ts";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import { bareConfiguration, fakeCatalogue, rounds } from "../fake_catalogue.ts";
import { hostileTree } from "../hostile_tree.ts";

const input: ReportInput = {
  tree: {
    configurations: [
      bareConfiguration({
        samples: [
          ...rounds("juggling.rate", { object: "clubs" }, [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]),
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
  version: "9.9.9",
  generatedAt: new Date("2026-11-22T19:18:44Z"),
};

test("has a table a GPU group, what was skipped, all figures and what could not be read", async () => {
  const text = await renderReport("md", input);
  expect(text.split("\n\n").slice(2)).toEqual([
    "## a-gpu",
    "| config | Clubs, catches/s | rounds | status |\n" +
      "| --- | ---: | ---: | --- |\n" +
      "| a | **14.50** (11.00–18.00) | 10 | 1 done, 1 skipped |\n" +
      "| b (smoke) | – | 0 | nothing measured |",
    "- skipped: **a**: nap: no bed",
    "## All figures",
    "| gpu | config | metric | coordinates | unit | median | low | high | rounds | tool |\n" +
      "| --- | --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- |\n" +
      "| a-gpu | a | juggling.rate | object=clubs | catches/s | 14.50 | 11.00 | 18.00 | 10 | hands |\n" +
      "| a-gpu | a | juggling.drops |  | drops | 1.00 | 1.00 | 1.00 | 1 | hands |",
    "## Not readable",
    "- results/x/metadata.json: it is no JSON\n",
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
  ["*x* `y` [z](w) ~s~ $m$ \\", "\\*x\\* \\`y\\` \\[z\\](w) \\~s\\~ \\$m\\$ \\\\"],
  ["pin_numa_2 _x_", "pin_numa_2 \\_x\\_"],
])("%j means itself", (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test("hostile names break no table and are no markup", async () => {
  const text = await renderReport("md", { ...input, tree: hostileTree });
  expect(text).not.toMatch(/<(?!\/?$)[a-z!/]/i);
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  const columns = (line: string): number => line.replaceAll("\\\\", "").split(/(?<!\\)\|/).length;
  const long = rows.slice(rows.findIndex((line) => line.startsWith("| gpu |")));
  expect(new Set(long.map(columns))).toEqual(new Set([12]));
});
