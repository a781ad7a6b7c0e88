import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { catalogue } from "../../src/benchmarks/index.ts";
import { renderReport } from "../../src/report/index.ts";
import { findChromium } from "../../src/report/pdf/find_chromium.ts";
import { ownTreeFolder } from "../own_tree.ts";
import { madeUpTree } from "../report/made_up_tree.ts";
import { fakeChromium } from "../report/pdf/fake_chromium.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { startChromium } from "./chromium.ts";
import { type Finished, patience, plainEnvironment, root, run, start } from "./launch.ts";
import { canUnshare, mountNamespace } from "./mount_namespace.ts";
import { imagesOf, pagesOf, poppler } from "./printed.ts";
import { groupsEnd } from "./processes.ts";
import { snapshot } from "./snapshot.ts";

setDefaultTimeout(patience);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

function expectRefused({ exitCode, stdout, stderr }: Finished, ...words: readonly string[]): void {
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.trimEnd()).not.toContain("\n");
  for (const word of words) expect(stderr).toContain(word);
}

describe("a report as HTML and PDF in one call", () => {
  let finished: Finished;
  let pages: readonly string[] = [];
  const at = (name: string): string => join(folder.path, "both", name);

  beforeAll(async () => {
    await mkdir(at("tmp"), { recursive: true });
    const files = ["-o", "report.html", "-o", "below/report.pdf", "--output=report.md"];
    finished = await run(["report", ownTreeFolder, ...files], {
      cwd: at(""),
      environment: { CHROMIUM: findChromium(process.env), TMPDIR: at("tmp"), HOME: at("home") },
    });
    if (finished.exitCode === 0) pages = pagesOf(at("below/report.pdf"));
  });

  test("is written whole, nothing is left beside it, and each file is named", async () => {
    expect(finished).toMatchObject({ exitCode: 0, stdout: "" });
    for (const name of ["report.html", "below/report.pdf", "report.md"])
      expect(finished.stderr).toContain(`Report: ${name}\n`);
    expect((await readdir(at("."))).toSorted()).toEqual(["below", "home", "report.html", "report.md", "tmp"]);
    expect(await readdir(at("below"))).toEqual(["report.pdf"]);
    expect(await readdir(at("tmp"))).toEqual([]);
    // Bun's cache of what it has compiled.
    expect(await readdir(at("home"))).toEqual([".bun"]);
    expect(await readFile(at("report.html"), "utf8")).toStartWith("<!doctype html>");
  });

  test("says the same in both", async () => {
    const madeAt = /made by vcpu-bench [^<\n]+/;
    const html = madeAt.exec(await readFile(at("report.html"), "utf8"))?.[0];
    expect(html).toBeString();
    expect(pages[0]).toContain(html ?? "");
    for (const words of [
      "All configurations",
      "nvidia-h200",
      "All-reduce bus bandwidth",
      "What was measured",
    ])
      expect(pages.join("\n")).toContain(words);
  });

  test("has its charts as lines and text, and a configuration's facts unfolded", () => {
    const text = pages.join("\n");
    expect(imagesOf(at("below/report.pdf"))).toEqual([]);
    // A chart's own axis and the number at the end of its bar stand nowhere else.
    for (const drawn of ["128 MiB", "1 GiB", "2,106"]) expect(text).toContain(drawn);
    for (const fact of ["Clock source", "GPUs before measuring", "Noise while measuring"])
      expect(text).toContain(fact);
  });

  test("has a number at the foot of each page", () => {
    expect(pages.length).toBeGreaterThan(2);
    for (const [i, page] of pages.entries())
      expect(page.trimEnd().split("\n").at(-1)?.replaceAll(" ", "")).toBe(`${i + 1}/${pages.length}`);
  });
});

test("a temporary folder with a long path is no hindrance", async () => {
  const place = join(folder.path, "long".repeat(20));
  await mkdir(place);
  const environment = { CHROMIUM: findChromium(process.env), TMPDIR: place };
  const finished = await run(["report", ownTreeFolder, "-o", "long.pdf"], { cwd: folder.path, environment });
  expect(finished).toMatchObject({ exitCode: 0, stderr: "[success] Report: long.pdf\n" });
  expect(await readdir(place)).toEqual([]);
});

test("a temporary folder that is none is told of in one sentence", async () => {
  const environment = { CHROMIUM: findChromium(process.env), TMPDIR: "/nonexistent" };
  const args = ["report", ownTreeFolder, "-o", "none.pdf"];
  const finished = await run(args, { cwd: folder.path, environment });
  expectRefused(finished, "/nonexistent", "set TMPDIR");
});

describe("a page with all kinds of charts", () => {
  test.each(["A4", "Letter"] as const)("fits on %s", async (format) => {
    const path = join(folder.path, `${format}.html`);
    const pdf = join(folder.path, `${format}.pdf`);
    const generatedAt = new Date("2026-11-22T19:18:44Z");
    const input = { tree: madeUpTree(), catalogue, baseline: null, version: "9.9.9", generatedAt };
    await writeFile(path, await renderReport("html", input));
    const browser = await startChromium();
    try {
      const page = await browser.context.newPage();
      await page.goto(`file://${path}`);
      await page.pdf({ format, path: pdf });
    } finally {
      await browser.close();
    }
    expect(imagesOf(pdf)).toEqual([]);
    const papers = poppler("pdftotext", "-bbox", pdf, "-").split("<page ").slice(1);
    const sizes = papers.map((paper) =>
      /^width="([\d.]+)" height="([\d.]+)"/.exec(paper)?.slice(1).map(Number),
    );
    const words = papers.flatMap((paper, i) =>
      Array.from(paper.matchAll(/<word xMin="([\d.-]+)" .*? xMax="([\d.]+)"/g), ([, from, to]) => ({
        from: Number(from),
        fromRight: (sizes[i]?.[0] ?? 0) - Number(to),
      })),
    );
    expect(words.length).toBeGreaterThan(500);
    // Points: 12 mm at either side.
    const margin = (12 / 25.4) * 72 - 1;
    expect(words.filter(({ from, fromRight }) => from < margin || fromRight < margin)).toEqual([]);

    // The summary, with a verdict in most of its cells, lies across, under its head on every page.
    const pages = pagesOf(pdf);
    const across = pages.filter((_, i) => (sizes[i]?.[0] ?? 0) > (sizes[i]?.[1] ?? 0));
    expect(across.length).toBeGreaterThan(0);
    for (const page of across.filter((text) => text.includes("nvidia-h200")))
      expect(page).toContain("Status");
    // How to read it stands before what follows, and takes no page across of its own.
    const behind = pages[pages.findIndex((page) => page.includes("Measured with:"))];
    expect(behind).toContain("Findings");
    expect(across.join("\n")).not.toContain("Measured with:");
    // Paper cannot be unfolded.
    expect(pages.join("\n")).toContain("Controls not shown to be steady:");
  });
});

describe("without a Chromium", () => {
  test("one sentence says how to get one, before the results are read", async () => {
    await using empty = await temporaryFolder();
    const child = Bun.spawn(
      [process.execPath, join(root, "src/main.ts"), "report", "missing", "-o", "a.html", "-o", "a.pdf"],
      { cwd: empty.path, env: { ...plainEnvironment(), PATH: empty.path }, stdout: "pipe", stderr: "pipe" },
    );
    const [stdout, stderr, exitCode] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    const ended = { exitCode, signal: null, stdout, stderr };
    expectRefused(ended, "apt-get install chromium", "docker compose run --rm report.");
    expect(await snapshot(empty.path)).toEqual({});
  });

  test("where CHROMIUM names none, it is named", async () => {
    await using empty = await temporaryFolder();
    const environment = { CHROMIUM: "/nonexistent/chromium" };
    const args = ["report", "missing", "-o", "a.pdf"];
    expectRefused(await run(args, { cwd: empty.path, environment }), "/nonexistent/chromium");
  });
});

describe("with a Chromium that fails", () => {
  test("nothing is written, and an older report stays", async () => {
    await using place = await temporaryFolder();
    const CHROMIUM = await fakeChromium(join(place.path, "bin"), "echo 'out of paper' >&2; exit 9");
    await writeFile(join(place.path, "a.pdf"), "older");
    const before = await snapshot(place.path);
    const args = ["report", ownTreeFolder, "-o", "a.html", "-o", "a.pdf"];
    const finished = await run(args, { cwd: place.path, environment: { CHROMIUM } });
    expectRefused(finished, CHROMIUM, "code 9: out of paper; ");
    expect(await snapshot(place.path)).toEqual(before);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("one that hangs is ended by %s, and nothing is left", async (signal, exitCode) => {
    await using place = await temporaryFolder();
    await mkdir(join(place.path, "tmp"));
    const hang = `echo $$ > '${join(place.path, "pid")}.new'
mv '${join(place.path, "pid")}.new' '${join(place.path, "pid")}'
sleep 1000 & wait`;
    const environment = {
      CHROMIUM: await fakeChromium(join(place.path, "bin"), hang),
      TMPDIR: join(place.path, "tmp"),
    };
    const args = ["report", ownTreeFolder, "-o", "a.html", "-o", "a.pdf"];
    const running = start(args, { cwd: place.path, environment });
    while (!(await readdir(place.path)).includes("pid")) await Bun.sleep(10);
    running.signal(signal);
    expect(await running.finished).toMatchObject({ exitCode, signal: null, stdout: "" });
    await groupsEnd([Number(await readFile(join(place.path, "pid"), "utf8"))]);
    expect((await readdir(place.path, { recursive: true })).toSorted()).toEqual([
      "bin",
      "bin/fake-chromium",
      "pid",
      "tmp",
    ]);
  });
});

test.skipIf(!canUnshare())("a folder that is read-only is named, and an older report stays", async () => {
  await using place = await temporaryFolder();
  const pdf = join(place.path, "a.pdf");
  await writeFile(pdf, "older");
  await using namespace = await mountNamespace(
    ["--bind", place.path, place.path],
    ["-o", "remount,bind,ro", place.path],
  );
  const refused = await run(["report", ownTreeFolder, "-o", pdf], {
    cwd: root,
    prefix: namespace.prefix,
    environment: { CHROMIUM: findChromium(process.env) },
  });
  expectRefused(refused, pdf, "cannot be written", "EROFS");
  expect(await readFile(pdf, "utf8")).toBe("older");
});
