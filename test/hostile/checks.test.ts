import { describe, expect, test } from "bun:test";
import { encodeVlq } from "../../src/report/packed/vlq.ts";
import { soundFolders } from "./bases.ts";
import { faultsOf } from "./checks.ts";
import { untoldOf } from "./checks/expected_problems.ts";
import { bytesOf, type Folder } from "./folder.ts";
import { report, type Reported } from "./reported.ts";
import { secret, writeTree } from "./trees.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Reports of a good tree with one folder that cannot be read. */
async function goodReports(): Promise<{ root: string; reported: Reported; broken: Folder }> {
  await using folder = await temporaryFolder();
  const broken: Folder = {
    gpu: "hostile-gpu",
    config: "broken",
    entries: new Map([
      ["metadata.json", bytesOf("{")],
      ["samples.csv", bytesOf("")],
    ]),
  };
  const { root } = await writeTree(folder.path, [{ seed: 0, how: [], folder: broken }]);
  return { root, reported: await report(root), broken };
}

const { root, reported, broken } = await goodReports();

test("good reports have no faults", async () => {
  expect(await faultsOf(reported)).toEqual([]);
  expect(untoldOf(broken, root, reported)).toEqual([]);
});

/** Good reports in which one text is another. */
function spoilt(kind: "html" | "md" | "csv" | "json", from: string | RegExp, to: string): Reported {
  const text = reported[kind].replace(from, () => to);
  if (text === reported[kind]) throw new Error(`there is no ${String(from)} in ${kind}`);
  return { ...reported, [kind]: text };
}

const end = "</main>";

describe("each check finds what it is for", () => {
  test.each<[string, Reported, string]>([
    ["a script", spoilt("html", end, `<script>alert(1)</script>${end}`), "it has 2 scripts"],
    [
      "a script of another type",
      spoilt("html", end, `<script type="module">1</script>${end}`),
      "neither the page's own nor",
    ],
    [
      "another script",
      spoilt("html", "</script>\n</body>", ";1</script>\n</body>"),
      "not that of the page's own code",
    ],
    ["a style", spoilt("html", end, `<style>p{}</style>${end}`), "it has 2 styles"],
    ["an event", spoilt("html", "<main", '<main onclick="x()"'), 'the attribute "onclick"'],
    ["an image", spoilt("html", end, `<img src="x">${end}`), "<img> is no element"],
    [
      "an address that is a script",
      spoilt("html", 'href="#main"', 'href=" java&#10;script:x()"'),
      "leads to",
    ],
    ["an address elsewhere", spoilt("html", 'href="#main"', 'href="//evil.invalid"'), "leads to"],
    ["no security policy", spoilt("html", /<meta http-equiv[^>]*>/, ""), "it has 0 security policies"],
    [
      "a late security policy",
      spoilt("html", "<head>", '<head><link rel="icon" href="data:,">'),
      "loaded before",
    ],
    [
      "a redirection",
      spoilt("html", "<head>", '<head><meta http-equiv="refresh" content="0">'),
      "<meta http-equiv>",
    ],
    ["a comment", spoilt("html", end, `<!-- x -->${end}`), "it has the comment"],
    ["data that is none", spoilt("html", '"figures":[', '"figures":'), "its data cannot be shown"],
    [
      "a number that is none",
      spoilt("html", /"series":"\w\w[A-Za-f]/, `"series":"${encodeVlq([[0, 0, 999]])}`),
      "not finite",
    ],
    ["a formula", spoilt("csv", "sound-gpu,host,", "sound-gpu,=1+1,"), "config is the formula"],
    ["a cell that is no number", spoilt("csv", /,sysbench,1,/, ",sysbench,Infinity,"), "repetitions is"],
    ["a row with a cell more", spoilt("csv", ",host,", ",host,host,"), "cells"],
    ["HTML in Markdown", spoilt("md", "# vCPU", "<b>x</b># vCPU"), "it has HTML"],
    ["a link in Markdown", spoilt("md", "# vCPU", "[x](javascript:1)\n\n# vCPU"), "a link or code"],
    ["a fold that nothing closes", spoilt("md", "</details>", ""), "its folds do not end"],
    ["a cell more in Markdown", spoilt("md", "| host |", "| host | x |"), "columns"],
    ["a control character in Markdown", spoilt("md", "# vCPU", "# \u001BvCPU"), "control characters"],
    ["a name that turns Markdown round", spoilt("md", "# vCPU", "# \u202EvCPU"), "direction of writing"],
    ["JSON that is none", spoilt("json", "{", "{,"), "json: it cannot be parsed"],
    ["JSON unlike its schema", spoilt("json", '"decisions": [', '"more": [], "decisions": ['), "more"],
    ["what lies outside", { ...reported, md: `${reported.md}${secret}` }, "outside of the results folder"],
    [
      "a page that tells of nothing",
      spoilt("html", /<ul class="problems">[\s\S]*?<\/ul>/, ""),
      "html: it does not tell of",
    ],
    [
      "Markdown that tells of nothing",
      spoilt("md", "broken/metadata.json", "broken"),
      "md: it does not tell of",
    ],
    [
      "a number that is another",
      spoilt("csv", /(sound-gpu,host,.*\n)/, ""),
      "sound-gpu/host is not shown as it is",
    ],
  ])("%s", async (_, of, fault) => {
    const faults = await faultsOf(of);
    expect(faults.join("\n")).toContain(fault);
  });

  test("a folder that nothing tells of", () => {
    const silent: Reported = { ...reported, problems: [] };
    expect(untoldOf(broken, root, silent)).toEqual([
      "metadata.json cannot be read, and nothing tells of it",
      "it is neither shown nor told of",
    ]);
  });

  test("rows that nothing tells of", () => {
    const sound = soundFolders[0];
    if (sound === undefined) throw new Error("nothing is sound");
    const configurations = reported.configurations.map((one) => ({ ...one, samples: one.samples - 3 }));
    expect(untoldOf(sound, root, { ...reported, configurations })).toEqual([
      "3 of 120 rows of samples.csv are gone, and nothing tells of it",
    ]);
    expect(untoldOf(sound, root, reported)).toEqual([]);
  });
});
