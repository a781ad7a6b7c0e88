import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { small } from "../report/comparison/made_up_comparison.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { configurations, writeConfiguration } from "./compared_tree.ts";
import { type Finished, launcher, patience, plainEnvironment, run } from "./launch.ts";
import { snapshot } from "./snapshot.ts";

setDefaultTimeout(patience);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let before: Record<string, string>;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const configuration of configurations)
    await writeConfiguration(join(folder.path, "results"), configuration);
  await mkdir(join(folder.path, "empty"));
  await writeFile(join(folder.path, "a-file"), "text");
  before = await snapshot(folder.path);
});
afterAll(() => folder[Symbol.asyncDispose]());

/** What comes of a command line, which changes nothing in the folder. */
async function compare(...args: readonly string[]): Promise<Finished> {
  const finished = await run(["compare", ...args], { cwd: folder.path });
  expect(await snapshot(folder.path)).toEqual(before);
  return finished;
}

/** What a comparison that nothing closes prints. */
async function printed(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await compare(...args);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout;
}

describe("a comparison", () => {
  test("shows a clear difference, each way", async () => {
    const stdout = await printed("numa", "mixed");
    expect(stdout).toStartWith("h200: mixed against numa: 1 worse, 2 better.\n");
    expect(stdout).toMatch(/^▼ {2}cpu-all +All vCPUs .* −12\.0 % .* worse$/m);
    expect(stdout).toMatch(/^▲ {2}cpu-single +One thread .* \+10\.0 % .* better$/m);
    expect(await printed("mixed", "numa")).toStartWith("h200: numa against mixed: 2 worse, 1 better.\n");
  });

  test("of equal configurations finds nothing better or worse", async () => {
    const stdout = await printed("numa", "equal", "--gpu", "h200");
    expect(stdout).toStartWith("h200: equal against numa: 3 same within ±1 %.\n");
    expect(stdout).not.toMatch(/better|worse|undecided/);
  });

  test("with a host is in percent of it", async () => {
    expect(await printed("host", "slower")).toMatch(
      /One thread .* 90\.0 % of host \(90\.0 to 90\.0\) +worse/,
    );
  });

  test("of several candidates is a matrix, in the order in which they were named", async () => {
    const stdout = await printed("numa", "slower", "partial", "faster");
    expect(stdout).toStartWith("h200: against numa.\n");
    expect(stdout).toMatch(/^ +slower +partial +faster$/m);
    expect(stdout).toMatch(/^cpu-single +One thread +▼ −10\.0 % +=  ?±0\.0 % +▲ \+10\.0 %$/m);
    expect(stdout).toMatch(/^cpu-all +All vCPUs +▼ −10\.0 % +– +▲ \+10\.0 %$/m);
    expect(stdout).toMatch(/^- cpu-all All vCPUs: not measured in partial\.$/m);
  });

  test("takes changes up to the threshold for none", async () => {
    expect(await printed("numa", "slower", "--threshold", "12%")).toContain(": 3 same within ±12 %.\n");
    expect(await printed("numa", "slower", "--threshold", "9.5")).toContain(": 3 worse.\n");
  });

  test("takes its words in any order, and results from another folder", async () => {
    const elsewhere = ["--results", join(folder.path, "results")];
    expect(await printed("--format", "text", ...elsewhere, "numa", "--exclude-noisy", "slower")).toBe(
      await printed("numa", "slower", "--exclude-noisy"),
    );
  });
});

describe("what cannot be compared is told of", () => {
  test("where one side did not measure it", async () => {
    const stdout = await printed("numa", "partial");
    expect(stdout).toStartWith("h200: partial against numa: 2 same within ±1 %, 1 figure not comparable.\n");
    expect(stdout).toEndWith("\nCannot be compared:\n- cpu-all All vCPUs: not measured in partial.\n");
  });

  test("where a value is zero", async () => {
    const stdout = await printed("numa", "still");
    expect(stdout).toEndWith("\n- cpu-single One thread: a value of 0 has no ratio.\n");
  });

  test("where arrays are not of one size", async () => {
    const stdout = await printed("large-arrays", "small-arrays");
    expect(stdout).toEndWith("\n- stream Best rate, triad: elements 80M against elements 40M.\n");
  });

  test.each([
    ["once", "10 rounds of numa, 1 of once: at least 4 of each are needed"],
    ["quick", "quick ran with --profile smoke, whose numbers are never compared"],
  ])("in one line where nothing is left, as of %s", async (config, words) => {
    const { exitCode, stdout, stderr } = await compare("numa", config);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`nothing of ${config} can be compared with numa: `);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd()).not.toContain("\n");
  });

  test("beside what can be, of another candidate", async () => {
    const stdout = await printed("numa", "once", "slower");
    expect(stdout).toContain("\n  once: 3 figures not comparable.\n  slower: 3 worse.\n");
  });

  test("where a configuration was written by a newer version, and why", async () => {
    await using newer = await temporaryFolder();
    const results = join(newer.path, "results");
    for (const config of ["old", "also-old"]) await writeConfiguration(results, small(config));
    await writeConfiguration(results, small("new"), 3);
    const { exitCode, stdout, stderr } = await run(["compare", "new", "old"], { cwd: newer.path });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(
      "new cannot be compared: results/h200/new/metadata.json is left out: it is of schema 3",
    );
    const others = await run(["compare", "old", "also-old"], { cwd: newer.path });
    expect(others).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("also-old against old: 3 same"),
    });
    expect(others.stderr).toContain("results/h200/new/metadata.json is left out: it is of schema 3");
  });
});

describe("as a gate, a comparison", () => {
  test.each([
    ["worse", "slower", "slower: One thread is worse; "],
    ["worse", "mixed", "mixed: All vCPUs is worse."],
    ["undecided", "mixed", "mixed: All vCPUs is worse."],
    ["undecided", "unsteady", "unsteady: One thread is undecided."],
    ["undecided", "partial", "partial: All vCPUs cannot be compared."],
    ["undecided", "still", "still: One thread cannot be compared."],
  ])(
    "that fails on %s ends with 3 for %s, says so, and is shown all the same",
    async (failOn, config, words) => {
      const { exitCode, stdout, stderr } = await compare("numa", config, "--fail-on", failOn);
      expect(exitCode).toBe(3);
      expect(stderr).toContain(`--fail-on ${failOn}: ${words}`);
      expect(stderr).toEndWith(".\n");
      expect(stderr.trimEnd()).not.toContain("\n");
      expect(stdout).toBe(await printed("numa", config));
    },
  );

  test.each([
    ["worse", "faster"],
    ["worse", "unsteady"],
    ["worse", "partial"],
    ["undecided", "faster"],
  ])("that fails on %s ends with 0 for %s", async (failOn, config) => {
    expect(await printed("numa", config, "--fail-on", failOn)).toBe(await printed("numa", config));
  });

  test("counts what is beyond the threshold alone", async () => {
    await printed("numa", "slower", "--fail-on", "worse", "--threshold", "12");
  });

  test("names the first of many reasons, and how many more there are", async () => {
    const { exitCode, stderr } = await compare("numa", "slower", "mixed", "host", "--fail-on=worse");
    expect(exitCode).toBe(3);
    for (const config of ["slower", "mixed"]) expect(stderr).toContain(`${config}: All vCPUs is worse`);
    expect(stderr).not.toContain("host:");
    const many = await compare("faster", "slower", "numa", "host", "--fail-on", "worse");
    expect(many.stderr).toEndWith("; and 4 more.\n");
    expect(many.stderr.match(/is worse/g)).toHaveLength(5);
  });

  test("is the same in every format", async () => {
    for (const format of ["json", "md"]) {
      const { exitCode, stdout } = await compare("numa", "slower", "--fail-on", "worse", "--format", format);
      expect(exitCode).toBe(3);
      expect(stdout).toBe(await printed("numa", "slower", "--format", format));
    }
  });
});

describe("noisy trials", () => {
  test("are counted and kept unless they are to be left out", async () => {
    const kept = await printed("numa", "stolen");
    expect(kept).toContain(
      "- Noisy trials: numa 0 of 0, stolen 2 of 10 (steal 2); kept (--exclude-noisy leaves them out).\n",
    );
    const left = await printed("numa", "stolen", "--exclude-noisy");
    expect(left).toContain("- Noisy trials: numa 0 of 0, stolen 2 of 10 (steal 2); left out.\n");
    expect(left).toMatch(/^= {2}cpu-single +One thread .* ±0\.0 % \(±0\.0 to ±0\.0\) +same$/m);
    expect(JSON.parse(await printed("numa", "stolen", "--exclude-noisy", "--format", "json"))).toMatchObject({
      excludesNoisy: true,
      candidates: [
        {
          trials: 10,
          noisy: [
            { benchmark: "cpu-single", round: 3, disturbances: ["steal"] },
            { benchmark: "cpu-single", round: 7, disturbances: ["steal"] },
          ],
          figures: expect.arrayContaining([
            expect.objectContaining({ metric: "cpu-single.rate", rounds: { base: 10, candidate: 8 } }),
            expect.objectContaining({ metric: "cpu-all.rate", rounds: { base: 10, candidate: 10 } }),
          ]),
        },
      ],
    });
  });

  test("leave too few rounds where they are most", async () => {
    expect(await printed("numa", "robbed", "--exclude-noisy")).toContain(
      "- cpu-single One thread; Event latency percentile, percentile 95: 10 rounds of numa, 3 of robbed: at least 4 of " +
        "each are needed",
    );
  });
});

describe("other forms", () => {
  test("JSON is one document, whatever the candidates", async () => {
    expect(JSON.parse(await printed("numa", "slower", "faster", "--format", "json"))).toMatchObject({
      schema: 1,
      generator: expect.stringMatching(/^vcpu-bench \d+\.\d+\.\d+$/),
      gpu: "h200",
      baseline: { config: "numa" },
      candidates: [{ config: "slower" }, { config: "faster" }],
    });
  });

  test("Markdown is a section a candidate", async () => {
    const stdout = await printed("numa", "slower", "faster", "--format", "md");
    expect(stdout.match(/^## .*$/gm)).toEqual([
      "## h200: slower against numa",
      "## h200: faster against numa",
    ]);
    expect(stdout).toContain("| ▼ worse | cpu-single | One thread |");
  });
});

/** What stands on a terminal of its own after the program has ended. */
async function onTerminal(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  let shown = "";
  const decoder = new TextDecoder();
  const child = Bun.spawn([launcher, "--no-install", "compare", ...args], {
    cwd,
    env: { ...plainEnvironment(), TERM: "xterm", ...environment },
    terminal: {
      cols: 200,
      rows: 50,
      data: (_terminal, bytes) => (shown += decoder.decode(bytes, { stream: true })),
    },
  });
  await child.exited;
  return shown;
}

describe("colours", () => {
  const all = ["numa", "mixed", "--fail-on", "worse"];

  test.each([{}, { NO_COLOR: "1" }, { FORCE_COLOR: "1", TERM: "xterm-256color" }])(
    "are not where there is no terminal, with %j",
    async (environment) => {
      const { stdout, stderr } = await run(["compare", ...all], { cwd: folder.path, environment });
      expect(stdout).toContain("worse");
      expect(stdout + stderr).not.toContain("\u001B");
    },
  );

  test("are on a terminal, a line each, unless NO_COLOR is set", async () => {
    const shown = await onTerminal(["numa", "mixed"], folder.path);
    const figures = shown.split("\r\n").filter((line) => /[▼▲]/.test(line));
    expect(figures.map((line) => [line.slice(0, 6), line.slice(-4)])).toEqual([
      ["\u001B[31m▼", "\u001B[0m"],
      ["\u001B[32m▲", "\u001B[0m"],
      ["\u001B[32m▲", "\u001B[0m"],
    ]);
    const plain = await onTerminal(all, folder.path, { NO_COLOR: "" });
    expect(plain).toContain("worse");
    expect(plain).not.toContain("\u001B");
  });
});

test("the name of a folder never reaches a terminal as it is", async () => {
  await using hostile = await temporaryFolder();
  const name = "a\u001B[31mred\u009B1m\u0007";
  for (const configuration of [small("numa"), small(name, 0.9), small("equal")])
    await writeConfiguration(join(hostile.path, "results"), configuration);
  const options = { cwd: hostile.path };
  for (const format of ["text", "json", "md"])
    for (const others of [[], ["equal"]]) {
      const args = ["compare", "numa", name, ...others, "--format", format, "--fail-on", "worse"];
      const { exitCode, stdout, stderr } = await run(args, options);
      expect(exitCode).toBe(3);
      expect(`${stdout}${stderr}`.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    }
  const shown = await onTerminal(["numa", name], hostile.path, { NO_COLOR: "1" });
  expect(shown).toContain("a\\u001b[31mred\\u009b1m\\u0007 against numa");
  expect(shown.replaceAll("\r\n", "")).not.toMatch(/\p{Cc}/u);
  const unknown = await run(["compare", "numa", "a\u001B[31mblue"], options);
  expect(unknown).toMatchObject({ exitCode: 2, stdout: "" });
  expect(unknown.stderr.trimEnd()).not.toMatch(/\p{Cc}/u);
});

/** What is typed behind compare, and words that the answer must have. */
const wrongUsages: readonly (readonly [args: readonly string[], ...words: string[]])[] = [
  [[], "compare needs the configuration to compare with"],
  [["numa"], "compare needs a configuration to hold against it"],
  [["numa", "slwer"], "results has no configuration 'slwer'", "did you mean slower?"],
  [["nuna", "slower"], "'nuna'", "did you mean numa?"],
  [["numa", "slower", "qick"], "'qick'", "did you mean quick?"],
  [["numa", ""], "''"],
  [["numa", "numa"], "compare names numa twice"],
  [["numa", "slower", "faster", "slower"], "compare names slower twice"],
  [["numa", "equal"], "numa and equal are in the GPU groups h200, other", "--gpu"],
  [["slower", "elsewhere"], "slower is in h200, elsewhere is in other", "one GPU group"],
  [["numa", "slower", "--gpu", "other"], "results/other has no configuration 'slower'"],
  [["numa", "equal", "--gpu", "h20"], "no GPU group 'h20'", "did you mean h200?"],
  [["numa", "equal", "--gpu", "../h200"], "'../h200'"],
  [["numa", "slower", "--format", "html"], "--format 'html' is none of text, json, md"],
  [["numa", "slower", "--format", "jso"], "did you mean json?"],
  [["numa", "slower", "--format"], "--format needs a value"],
  [["numa", "slower", "--fail-on", "better"], "--fail-on 'better' is none of worse, undecided"],
  [["numa", "slower", "--fail-on", "--exclude-noisy"], "--fail-on needs a value"],
  [["numa", "slower", "--threshold", "0"], "--threshold '0'", "above 0"],
  [["numa", "slower", "--threshold=-1"], "--threshold '-1'"],
  [["numa", "slower", "--threshold", "101%"], "'101%'", "up to 100"],
  [["numa", "slower", "--threshold", "one"], "'one'"],
  [["numa", "slower", "--exclude-noisy=yes"], "--exclude-noisy takes no value"],
  [["numa", "slower", "--exclude-noise"], "did you mean --exclude-noisy?"],
  [["numa", "slower", "--failon", "worse"], "did you mean --fail-on?"],
  [["numa", "slower", "--gpu", "h200", "--gpu", "other"], "given twice"],
  [["numa", "slower", "--json"], "no option --json"],
  [["numa", "slower", "--results", "missing"], "missing does not exist"],
  [["numa", "slower", "--results", "a-file"], "a-file cannot be read"],
  [["numa", "slower", "--results", "empty"], "empty has no configuration 'numa': it has none"],
  [["numa", "-slower"], "no option -s"],
  [["numa", "--", "-slower"], "no configuration '-slower'"],
];

test.each(wrongUsages.map(([args, ...words]) => [JSON.stringify(args), args, words] as const))(
  "%s is answered with one line and exit code 2",
  async (_title, args, words) => {
    const { exitCode, stdout, stderr } = await compare(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toEndWith(".\n");
    expect(stderr.trimEnd()).not.toContain("\n");
    expect(stderr.length).toBeLessThan(700);
    for (const word of words) expect(stderr).toContain(word);
  },
);

test("its help goes to stdout, without control codes", async () => {
  const stdout = await printed("--help");
  for (const option of ["--gpu", "--threshold", "--fail-on", "--format", "--exclude-noisy", "--results"])
    expect(stdout).toContain(option);
  expect(stdout).not.toContain("\u001B");
});
