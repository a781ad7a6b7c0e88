import { describe, expect, test } from "bun:test";
import { Window } from "happy-dom";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import type { ResultTree } from "../../../src/results/configuration.ts";
import { fakeCatalogue } from "../fake_catalogue.ts";
import { hostileGroup, hostileNames, hostileTree } from "../hostile_tree.ts";
import { madeUpTree } from "../made_up_tree.ts";

function inputOf(tree: ResultTree): ReportInput {
  return { tree, catalogue, baseline: null, version: "9.9.9", generatedAt: new Date("2026-11-22T19:18:44Z") };
}

/** The page as a browser without scripts reads it. */
function parsed(page: string): Window {
  const window = new Window({ url: "file:///report.html" });
  window.document.write(page);
  return window;
}

const page = await renderReport("html", inputOf(madeUpTree()));
const { document } = parsed(page);
const texts = (selector: string): string[] =>
  Array.from(document.querySelectorAll(selector)).map((element) => element.textContent.trim());

function hashOf(text: string): string {
  return `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;
}

describe("the page", () => {
  test("allows its own script and style, and nothing else", () => {
    const policy = document
      .querySelector('meta[http-equiv="Content-Security-Policy"]')
      ?.getAttribute("content");
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${hashOf(script)};`);
    expect(policy).toContain(`style-src ${hashOf(style)};`);
    expect(page).not.toMatch(/ (style|on[a-z]+)=/);
  });

  test("names nothing that a browser would load", () => {
    expect(page).not.toMatch(/<(img|iframe|object|embed|audio|video|source|base)\b/i);
    expect(page).not.toMatch(/\bsrc=/);
    expect(Array.from(document.querySelectorAll("link")).map((link) => link.getAttribute("href"))).toEqual([
      "data:,",
    ]);
    const links = Array.from(document.querySelectorAll("a")).map((link) => link.getAttribute("href") ?? "");
    expect(links.filter((link) => !link.startsWith("#"))).toEqual([]);
    expect(links.filter((link) => document.getElementById(link.slice(1)) === null)).toEqual([]);
    expect(
      page.match(/(https?:)?\/\/[a-z][^\s"'`)]*/gi)?.filter((url) => !url.includes("w3.org")),
    ).toBeFalsy();
  });

  test("has no id twice", () => {
    const ids = Array.from(document.querySelectorAll("[id]")).map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  test("has neither validation nor CSV in its script", () => {
    expect(page).not.toMatch(/ZodError|csv_delimiter|CSV_INVALID/i);
  });

  test("shows every configuration on top, with marks in words", () => {
    expect(texts(".summary tbody th bdi")).toEqual([
      "demo",
      "host",
      "host",
      "pin",
      "pin-numa",
      "pin-numa-2025",
      "pin-numa-hugepages",
      "unpinned",
    ]);
    expect(texts(".summary tbody th small")).toEqual(["smoke", "baseline", "baseline", "older tool"]);
    expect(texts(".summary tbody tr:last-child td:last-child")).toEqual(["interrupted: 7 done"]);
  });

  test("gives each GPU group its own charts, each with words and a table", () => {
    expect(texts("section.group h2 bdi")).toEqual(["no-gpu", "nvidia-h200"]);
    for (const figure of document.querySelectorAll("figure")) {
      expect(figure.querySelector("h3")?.textContent).not.toBe("");
      expect(figure.querySelector(".unit")?.textContent).toMatch(/\S+ . (higher|lower) is better/);
      expect(figure.querySelector("figcaption")?.textContent).not.toBe("");
      expect(figure.querySelector('[role="img"]')?.getAttribute("aria-label")?.length).toBeGreaterThan(40);
      expect(figure.querySelectorAll("details tbody tr").length).toBeGreaterThan(0);
    }
    expect(document.querySelectorAll("#gpu-1 figure").length).toBeGreaterThan(4);
  });

  test("says what failed and was skipped and why, the output folded", () => {
    expect(texts(".remarks .skipped")).toEqual(["Skipped\ndemo (smoke) mem-latency: one NUMA node"]);
    expect(texts(".remarks .failed .text")).toEqual([
      "stream: stream exited with 1 (a kernel's result is wrong) (10 of 10 rounds)",
    ]);
    expect(texts(".remarks .failed details pre")[0]).toContain("<b>Triad</b> does not validate");
    expect(document.querySelector(".remarks details")?.hasAttribute("open")).toBe(false);
    expect(texts(".remarks .notice").join()).toContain("scaled down from 80000000 to 52000000");
  });

  test("tells of the GPUs before and while they were measured", () => {
    const configuration = Array.from(document.querySelectorAll("#gpu-2 .configuration")).at(-1);
    const facts = configuration?.querySelector(".facts")?.textContent;
    expect(facts).toContain("PCIe Gen1 ×16 of Gen5 ×16 at rest");
    expect(facts).toContain("NCCL_P2P_DISABLE=1");
    const cells = Array.from(configuration?.querySelectorAll(".data tbody td") ?? []);
    const text = cells.map((cell) => cell.textContent);
    expect(text.filter((cell) => cell.startsWith("degraded: Gen1 ×16"))).toHaveLength(3);
    const benchmark = cells.find((cell) => cell.textContent === "gpu-compute");
    expect(benchmark?.getAttribute("rowspan")).toBe("2");
    expect(texts("#gpu-2 .remarks .notice .text")).toContain(
      "GPU 1: the PCIe link was degraded under load, Gen1 ×16 of Gen5 ×16, in 24 of 24 trials of gpu-compute, " +
        "gpu-bandwidth, nccl",
    );
  });

  test("fills the rows of every table: a cell that reaches down leaves no hole and no surplus", () => {
    for (const table of document.querySelectorAll("table.data")) {
      const columns = table.querySelectorAll("thead th").length;
      const rows = table.querySelectorAll("tbody tr").length;
      const spans = Array.from(table.querySelectorAll("tbody td")).map((cell) =>
        Number(cell.getAttribute("rowspan") ?? 1),
      );
      expect(spans.reduce((sum, span) => sum + span, 0)).toBe(columns * rows);
    }
  });

  test("lists what could not be read", () => {
    expect(texts(".problems li")[0]).toBe(
      "results/nvidia-h200/broken/metadata.json it is no JSON: unexpected end of input at line 1",
    );
  });

  test("calls STREAM our implementation, in charts, tables and words", () => {
    expect(texts("#summary .hint").join()).toContain("vcpu-bench's implementation of the STREAM kernels");
    expect(texts("figure h3")).toContain("Memory bandwidth (our implementation of the STREAM kernels)");
  });

  test("tells of the machine, the measuring and the noise", () => {
    const [facts = ""] = texts("#gpu-2 .configuration .facts");
    expect(facts).toContain("2 sockets, 2 dies, 64 cores, 128 threads");
    expect(facts).toContain("node 1: CPUs 64-127, 96 GiB");
    expect(facts).toContain("distances 10 21 / 21 10");
    expect(facts).toContain("sysbench 1.0.20");
    expect(facts).toContain("Involuntary switches");
  });
});

describe("what came of comparing", () => {
  const items = Array.from(document.querySelectorAll("#gpu-2 .comparisons > li"));

  test("stands above the charts, a line a configuration beside the baseline", () => {
    expect(texts("#gpu-2 > .baseline")).toEqual(["Compared with host, chosen for its name."]);
    expect(texts("#gpu-2 .comparisons > li > p:not(.moved)")).toEqual([
      expect.stringMatching(/^pin against host: \d+ worse, .*\d+ figures not comparable\.$/),
      expect.stringMatching(/^pin-numa against host: \d+ worse, \d+ same within ±1 %\.$/),
      expect.stringMatching(/^pin-numa-2025 \(older tool\) against host: \d+ figures not comparable\.$/),
      expect.stringMatching(/^pin-numa-hugepages against host: \d+ worse, \d+ better, /),
      expect.stringMatching(/^unpinned against host: \d+ worse, /),
    ]);
    const [list, charts] = document.querySelectorAll("#gpu-2 > .comparisons, #gpu-2 > .charts");
    expect([list?.className, charts?.className]).toEqual(["comparisons", "charts"]);
  });

  test("begins with the control that moved, and folds how far to trust the rest", () => {
    const last = items.at(-1);
    expect(last?.children[0]?.className).toBe("moved");
    expect(last?.children[0]?.textContent).toMatch(
      /^! A control moved: FP32 matrix multiplication, .*hw_thermal_slowdown in 8 of 8 trials of unpinned/,
    );
    expect(items.map((item) => item.querySelectorAll(".moved").length)).toEqual([0, 0, 0, 0, 2]);
    for (const item of items) expect(item.querySelector("details")?.hasAttribute("open")).toBe(false);
    const folded = last?.querySelector("details")?.textContent ?? "";
    expect(folded).toContain("Not the same number of CPUs: 128 of host, 64 of unpinned");
    expect(folded).toContain("Cannot be compared:");
    expect(folded).toContain("P2P/NVLink against SHM.");
  });

  test("stands beside each number with sign, word and a class of its own", () => {
    const verdicts = Array.from(document.querySelectorAll(".verdict"));
    expect(verdicts.length).toBeGreaterThan(200);
    const signs: Record<string, string> = { better: "▲", worse: "▼", same: "=", undecided: "?" };
    for (const verdict of verdicts) {
      const [first, is = ""] = verdict.className.split(" ");
      expect(first).toBe("verdict");
      expect(verdict.textContent).toStartWith(`${signs[is]} `);
      expect(verdict.textContent).toEndWith(` ${is}`);
      expect(verdict.textContent).toMatch(/ % of host \([\d.]+ to [\d.]+\) /);
    }
    expect(new Set(verdicts.map(({ className }) => className)).size).toBe(4);
    for (const place of [".summary", "figure", ".configuration"])
      expect(document.querySelector(`#gpu-2 ${place} .verdict, ${place} .verdict`)).not.toBeNull();
  });

  test("is explained once, with how intervals are made", () => {
    const [hint = ""] = texts("#summary .hint");
    for (const words of [
      "order statistics",
      "Student's 95 % interval over the runs",
      "Fewer than six rounds of one run have the whole range, which is less than 95 %.",
      "the change exceeds 1 %",
      "false discoveries are held to 5 % over all figures",
      "same = if the whole interval lies within ±1 %",
    ])
      expect(hint).toContain(words);
  });
});

test("an empty tree makes a page that says what to do", async () => {
  const empty = parsed(await renderReport("html", inputOf({ configurations: [], problems: [] })));
  expect(empty.document.querySelector(".empty")).not.toBeNull();
  expect(empty.document.body.textContent).toContain("vcpu-bench run NAME");
});

test("hostile names are text in every place", async () => {
  const hostile = await renderReport("html", { ...inputOf(hostileTree), catalogue: fakeCatalogue });
  const { document: shown } = parsed(hostile);
  expect(shown.querySelectorAll("img, iframe, object")).toHaveLength(0);
  expect(shown.querySelectorAll("script")).toHaveLength(2);
  expect(shown.querySelectorAll("style")).toHaveLength(1);
  const own = await renderReport("html", { ...inputOf(hostileTree), catalogue: [] });
  expect(own.match(/<script/g)).toHaveLength(2);
  const attributes = new Set(
    Array.from(shown.querySelectorAll("*")).flatMap((element) =>
      Array.from(element.attributes).map(({ name }) => name),
    ),
  );
  expect(Array.from(attributes).filter((name) => name.startsWith("on") || name === "src")).toEqual([]);
  const names = Array.from(shown.querySelectorAll(".summary tbody th bdi")).map(
    (element) => element.textContent,
  );
  // A line break in a page is a line feed, whatever it was on disk.
  const lineFeeds = (text: string): string => text.replace("\r", "\n");
  expect(names.map(lineFeeds).toSorted()).toEqual(hostileNames.map(lineFeeds).toSorted());
  const data: unknown = JSON.parse(shown.getElementById("chart-data")?.textContent ?? "");
  expect(JSON.stringify(data)).toContain("<script>alert(1)</script>");
});

test("hostile names that are compared with one another are text as well", async () => {
  // A control that moves has all of a configuration's names and reasons in one sentence.
  const controls = fakeCatalogue.map((entry) => ({
    ...entry,
    metrics: entry.metrics.map((metric) => ({ ...metric, role: "control" as const })),
  }));
  const hostile = await renderReport("html", { ...inputOf(hostileGroup), catalogue: controls });
  const { document: shown } = parsed(hostile);
  expect(shown.querySelectorAll(".comparisons > li")).toHaveLength(hostileNames.length - 1);
  expect(shown.querySelectorAll(".moved").length).toBeGreaterThan(4);
  expect(shown.querySelectorAll(".comparisons img, .comparisons script, .comparisons style")).toHaveLength(0);
  expect(hostile.match(/<script/g)).toHaveLength(2);
  const text = Array.from(shown.querySelectorAll(".comparisons"), ({ textContent }) => textContent).join();
  for (const name of ['"><img src=x onerror=alert(2)>', "</script><script>alert(4)</script>", "&lt;"])
    expect(text).toContain(name);
});
