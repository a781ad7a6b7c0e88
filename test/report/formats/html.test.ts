import { afterAll, describe, expect, test } from "bun:test";
import { Window } from "happy-dom";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { renderReport, type ReportInput } from "../../../src/report/index.ts";
import type { ResultTree } from "../../../src/results/configuration.ts";
import { fakeCatalogue } from "../fake_catalogue.ts";
import { hostileGroup, hostileNames, hostileTree } from "../hostile_tree.ts";
import { madeUpTree } from "../made_up_tree.ts";
import { openFolds } from "../page/open_folds.ts";
import { openPage } from "../page/opened_page.ts";

function inputOf(tree: ResultTree): ReportInput {
  return { tree, catalogue, baseline: null, version: "9.9.9", generatedAt: new Date("2026-11-22T19:18:44Z") };
}

/** The page as a browser without scripts reads it. */
function parsed(page: string): Window {
  const window = new Window({ url: "file:///report.html" });
  window.document.write(page);
  return window;
}

/** The page as its script fills it, with everything unfolded. */
async function openedWhole(
  page: string,
): Promise<AsyncDisposable & { readonly document: Window["document"]; readonly logged: readonly string[] }> {
  const opened = await openPage(page);
  openFolds(opened);
  const { logged, window } = opened;
  return { document: window.document, logged, [Symbol.asyncDispose]: () => opened.close() };
}

const page = await renderReport("html", inputOf(madeUpTree()));
const bare = parsed(page).document;
const whole = await openedWhole(page);
const { document } = whole;
afterAll(() => whole[Symbol.asyncDispose]());

const texts = (selector: string, within = document): string[] =>
  Array.from(within.querySelectorAll(selector)).map((element) => element.textContent.trim());

function hashOf(text: string): string {
  return `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;
}

describe("the page", () => {
  test("allows its own script and style, and nothing else", () => {
    const policy = bare.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute("content");
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`script-src ${hashOf(script)};`);
    expect(policy).toContain(`style-src ${hashOf(style)};`);
    expect(bare.querySelectorAll("[style]")).toHaveLength(0);
    expect(page.replace(/<script[\s\S]*?<\/script>/g, "")).not.toMatch(/ (style|on[a-z]+)=/);
  });

  test("names nothing that a browser would load", () => {
    for (const shown of [bare, document]) {
      expect(
        shown.querySelectorAll("img, iframe, object, embed, audio, video, source, base, [src]"),
      ).toHaveLength(0);
      expect(Array.from(shown.querySelectorAll("link"), (link) => link.getAttribute("href"))).toEqual([
        "data:,",
      ]);
    }
    const urls = page.match(/(https?:)?\/\/[a-z][^\s"'`)]*/gi) ?? [];
    expect(urls.filter((url) => !url.startsWith("http://www.w3.org/"))).toEqual([]);
  });

  test("has no id twice, and something for each address within it", () => {
    const ids = Array.from(document.querySelectorAll("[id]"), ({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const links = Array.from(document.querySelectorAll("a"), (link) => link.getAttribute("href") ?? "");
    const within = links.filter((link) => link.startsWith("#"));
    expect(within.length).toBeGreaterThan(20);
    expect(within.filter((link) => !ids.includes(link.slice(1)))).toEqual([]);
  });

  test("has headings in order, none left out", () => {
    const levels = Array.from(document.querySelectorAll("h1, h2, h3, h4, h5, h6"), ({ tagName }) =>
      Number(tagName.slice(1)),
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([]);
  });

  test("leads to every GPU group and its parts, and past all that", () => {
    expect(bare.body.firstElementChild?.getAttribute("href")).toBe("#main");
    expect(bare.querySelector("main")?.id).toBe("main");
    const entries = Array.from(bare.querySelectorAll("nav .groups > li"), (item) =>
      Array.from(item.querySelectorAll("a"), (link) => [link.textContent, link.getAttribute("href")]),
    );
    expect(entries).toHaveLength(2);
    expect(entries[1]).toEqual([
      ["nvidia-h200", "#gpu-2"],
      ["Findings", "#gpu-2-findings"],
      ["Charts", "#gpu-2-charts"],
      ["Configurations", "#gpu-2-configurations"],
    ]);
    expect(bare.querySelector("nav details")).toBeNull();
  });

  test("names each of its sections, with an address beside the name", () => {
    for (const section of bare.querySelectorAll("main > section")) {
      const name = section.querySelector(`[id="${section.getAttribute("aria-labelledby")}"]`);
      expect(name?.tagName).toBe("H2");
      const link = section.querySelector(".titled > .self");
      expect(link?.getAttribute("href")).toBe(`#${section.id}`);
      expect(link?.getAttribute("aria-label")).toStartWith("Address of ");
    }
  });

  test("gives every chart and every configuration an address, with a link to it beside its name", () => {
    for (const part of document.querySelectorAll("figure, details.configuration")) {
      const around = part.tagName === "FIGURE" ? part : part.parentElement;
      const links = Array.from(around?.querySelectorAll(".self") ?? [], (link) => link.getAttribute("href"));
      expect(links).toEqual([`#${part.id}`]);
      expect(document.getElementById(part.id) === part).toBe(true);
    }
  });

  test("folds its contents when there are many GPU models", async () => {
    const { configurations } = madeUpTree();
    const many = Array.from({ length: 7 }, (_, i) => i).flatMap((i) =>
      configurations.slice(0, 1).map((configuration) => ({ ...configuration, gpu: `gpu ${i}` })),
    );
    const { document: shown } = parsed(
      await renderReport("html", inputOf({ configurations: many, problems: [] })),
    );
    expect(shown.querySelector("nav details:not([open]) > summary")?.textContent).toBe("7 GPU models");
    expect(shown.querySelectorAll("nav details .groups > li")).toHaveLength(7);
  });

  test("has a caption for every table and a name for every part that scrolls", () => {
    for (const table of document.querySelectorAll("table"))
      expect(table.querySelector("caption")?.textContent).not.toBe("");
    for (const part of document.querySelectorAll('[tabindex="0"][role]'))
      expect(part.getAttribute("aria-label")).not.toBe("");
  });

  test("says what stands there without its script, and leaves nothing to press that needs it", () => {
    expect(bare.querySelector("noscript")?.textContent).toContain("need JavaScript");
    expect(bare.querySelectorAll("button, input, select")).toHaveLength(0);
    expect(bare.querySelectorAll(".summary tbody tr")).toHaveLength(8);
    for (const group of bare.querySelectorAll("section.group")) {
      expect(bare.getElementById(`${group.id}-decision`)?.textContent).not.toBe("");
      expect(group.querySelector(`#${group.id}-findings`)).not.toBeNull();
    }
  });

  test("has neither validation nor CSV in its script", () => {
    expect(page).not.toMatch(/ZodError|csv_delimiter|CSV_INVALID/i);
  });

  test("shows every configuration on top, with marks in words", () => {
    expect(texts(".summary tbody th a bdi", bare)).toEqual([
      "demo",
      "host",
      "host",
      "pin",
      "pin-numa",
      "pin-numa-2025",
      "pin-numa-hugepages",
      "unpinned",
    ]);
    expect(texts(".summary tbody th small", bare)).toEqual([
      "smoke",
      "baseline",
      "baseline",
      "against host",
      "against host",
      "older tool",
      "against host",
      "against host",
    ]);
    expect(texts(".summary tbody tr:last-child td:last-child", bare)).toEqual(["interrupted: 7 done"]);
  });

  test("marks the best number of each column in its own group, with a sign and a word", () => {
    const stars = Array.from(bare.querySelectorAll(".summary td b"));
    for (const star of stars) expect(star.textContent).toBe("★ best ");
    const marked = stars.map((star) => {
      const row = star.closest("tr");
      return `${row?.children[1]?.textContent} ${row?.querySelector("a")?.textContent}`;
    });
    expect(new Set(marked)).toContain("nvidia-h200 host");
    // Its group has a smoke run besides, which is no rival.
    expect(marked).not.toContain("no-gpu host");
    expect(marked).not.toContain("nvidia-h200 pin-numa-2025");
  });

  test("gives each GPU group its own charts, each with words and a table", () => {
    expect(texts("section.group h2 bdi")).toEqual(["no-gpu", "nvidia-h200"]);
    for (const figure of document.querySelectorAll("figure")) {
      expect(figure.querySelector("h4")?.textContent).not.toBe("");
      expect(figure.querySelector(".unit")?.textContent).toMatch(/\S+ . (higher|lower) is better/);
      expect(figure.querySelector("figcaption")?.textContent).not.toBe("");
      expect(figure.querySelector('[role="img"]')?.getAttribute("aria-label")?.length).toBeGreaterThan(40);
      expect(figure.querySelectorAll("details tbody tr").length).toBeGreaterThan(0);
    }
    expect(document.querySelectorAll("#gpu-1 figure").length).toBeGreaterThan(4);
  });

  test("says what failed and was skipped and why, the output folded", () => {
    expect(texts(".remarks .skipped", bare)).toEqual(["Skipped\ndemo (smoke) mem-latency: one NUMA node"]);
    expect(texts("#gpu-2 .findings", bare).join()).toContain("a kernel's result is wrong");
    expect(texts(".configuration .failure pre").join()).toContain("<b>Triad</b> does not validate");
    expect(texts(".remarks .notice", bare).join()).toContain("scaled down from 80000000 to 52000000");
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
  });

  test("fills the rows of every table: a cell that reaches down leaves no hole and no surplus", () => {
    for (const table of document.querySelectorAll("table.data")) {
      const columns = table.querySelectorAll("thead :is(th, td)").length;
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
    expect(texts("figure h4")).toContain("Memory bandwidth (our implementation of the STREAM kernels)");
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
    const [list, charts] = document.querySelectorAll("#gpu-2 :is(.comparisons, #gpu-2-charts)");
    expect([list?.className, charts?.textContent]).toEqual(["comparisons", "Charts"]);
  });

  test("begins with the control that moved, and folds how far to trust the rest", () => {
    const last = items.at(-1);
    expect(last?.children[0]?.className).toBe("moved");
    expect(last?.children[0]?.textContent).toMatch(
      /^! A control moved: FP32 matrix multiplication, .*hw_thermal_slowdown in 8 of 8 trials of unpinned/,
    );
    expect(items.map((item) => item.querySelectorAll(".moved").length)).toEqual([0, 0, 0, 0, 2]);
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
    for (const place of ["figure", ".configuration"])
      expect(document.querySelector(`#gpu-2 ${place} .verdict`)).not.toBeNull();
  });

  test("stands shorter in the table on top, where the row names the baseline, coloured by what it means", () => {
    const lines = texts(".summary tbody td > small:last-child", bare);
    const verdicts = lines.filter((line) => /^[▲▼=?] /.test(line));
    expect(verdicts.length).toBeGreaterThan(30);
    for (const verdict of verdicts)
      expect(verdict).toMatch(
        /^(▲ [\d.]+ % better|▼ [\d.]+ % worse|= [\d.]+ % same|\? [\d.]+ % undecided) \([\d.]+ to [\d.]+\)$/,
      );
    for (const is of ["better", "worse"])
      for (const text of texts(`.summary .${is}`, bare)) expect(text).toContain(` ${is} `);
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

/** How many elements of a kind a page has. */
function count(shown: Window["document"], selector: string): number {
  return shown.querySelectorAll(selector).length;
}

test("hostile names are text in every place", async () => {
  const hostile = await renderReport("html", { ...inputOf(hostileTree), catalogue: fakeCatalogue });
  await using filled = await openedWhole(hostile);
  const scripts = hostileNames.length + 2;
  for (const shown of [parsed(hostile).document, filled.document]) {
    expect(count(shown, "img, iframe, object")).toBe(0);
    expect(count(shown, "script")).toBe(scripts);
    expect(count(shown, "style")).toBe(1);
    const attributes = Array.from(shown.querySelectorAll("*")).flatMap((element) =>
      Array.from(element.attributes, ({ name }) => name),
    );
    expect(attributes.filter((name) => name.startsWith("on") || name === "src")).toEqual([]);
    const names = Array.from(
      shown.querySelectorAll(".summary tbody th a bdi"),
      ({ textContent }) => textContent,
    );
    // A line break in a page is a line feed, whatever it was on disk.
    const lineFeeds = (text: string): string => text.replace("\r", "\n");
    expect(names.map(lineFeeds).toSorted()).toEqual(hostileNames.map(lineFeeds).toSorted());
  }
  const own = await renderReport("html", { ...inputOf(hostileTree), catalogue: [] });
  expect(own.match(/<script/g)).toHaveLength(scripts);
  expect(filled.document.body.textContent).toContain("<script>alert(1)</script>");
  expect(filled.logged).toEqual([]);
});

test("hostile names that are compared with one another are text as well", async () => {
  // A control that moves has all of a configuration's names and reasons in one sentence.
  const controls = fakeCatalogue.map((entry) => ({
    ...entry,
    metrics: entry.metrics.map((metric) => ({ ...metric, role: "control" as const })),
  }));
  const hostile = await renderReport("html", { ...inputOf(hostileGroup), catalogue: controls });
  await using filled = await openedWhole(hostile);
  const { document: shown } = filled;
  expect(count(shown, ".comparisons > li")).toBe(hostileNames.length - 1);
  expect(count(shown, ".moved")).toBeGreaterThan(4);
  expect(count(shown, ":is(.comparisons, .configuration) :is(img, script, style)")).toBe(0);
  expect(hostile.match(/<script/g)).toHaveLength(3);
  const text = Array.from(shown.querySelectorAll(".comparisons"), ({ textContent }) => textContent).join();
  for (const name of ['"><img src=x onerror=alert(2)>', "</script><script>alert(4)</script>", "&lt;"])
    expect(text).toContain(name);
});
