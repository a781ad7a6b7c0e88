import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ownTreeFolder } from "../own_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { patience, run } from "./launch.ts";
import { snapshot } from "./snapshot.ts";

setDefaultTimeout(patience);

/** What is typed, and words that the answer must have. */
const wrongUsages: readonly (readonly [args: readonly string[], ...words: string[]])[] = [
  [["runn", "x"], "'runn'", "did you mean run?"],
  [["frobnicate"], "'frobnicate'", "--help"],
  [["--bogus"], "'--bogus'"],
  [["constructor"], "'constructor'"],
  [["__proto__"], "'__proto__'"],
  [["li\nst"], "list?"],
  [[""], "''"],

  [["run"], "run needs a name"],
  [["run", "x", "y"], "'y' is one too many"],
  [["run", "x", "--", "y"], "'y' is one too many"],
  [["run", "x", "--test", "stream"], "--test ", "did you mean --tests?"],
  [["run", "x", "--dryrun"], "did you mean --dry-run?"],
  [["run", "x", "--Rounds", "1"], "did you mean --rounds?"],
  [["run", "x", "-n", "1"], "no option -n"],
  [["run", "x", "--no-append"], "no option --no-append"],
  [["run", "x", "--bad\nflag"], "no option --bad"],
  [["run", "x", "--append", "--append"], "given twice"],
  [["run", "x", "--rounds", "1", "--rounds", "2"], "given twice"],
  [["run", "x", "--append=true"], "takes no value"],
  [["run", "x", "--append", "--resume"], "--append", "--resume"],
  [["run", "x", "--replace", "--resume"], "--replace", "--resume"],
  [["run", "x", "--append", "--resume", "--replace"], "one of"],
  [["run", "x", "--resume"], "nothing to resume"],

  [["run", "../../etc/x"], '"../../etc/x"', "letters, digits"],
  [["run", "/etc/x"], '"/etc/x"'],
  [["run", ".."], '".."'],
  [["run", ".hidden"], '".hidden"'],
  [["run", "a\nb"], '"a\\nb"'],
  [["run", "a\u001B[31mb"], "\\u001b[31m"],
  [["run", "a b"], '"a b"'],
  [["run", ""], '""'],
  [["run", "naïve"], "naïve"],
  [["run", "x".repeat(300)], "x…", "at most 255"],
  [["run", "-x"], "no option -x"],
  [["run", "--", "-x"], '"-x"'],

  [["run", "x", "--tests", "stream-membind"], "stream-membind", "cannot measure"],
  [["run", "x", "--tests", "strem"], "'strem'", "did you mean stream?"],
  [["run", "x", "--tests", "stream,,cpu-all"], "''"],
  [["run", "x", "--tests", "stream;cpu-all"], "'stream;cpu-all'"],
  [["run", "x", "--tests", "a\nb"], "is none of"],
  [["run", "x", "--tests", ""], "--tests needs a value"],
  [["run", "x", "--tests"], "--tests needs a value"],
  [["run", "x", "--rounds", "0"], "'0'", "1 to 1000"],
  [["run", "x", "--rounds", "-1"], "--rounds"],
  [["run", "x", "--rounds=-1"], "'-1'"],
  [["run", "x", "--rounds", "1001"], "'1001'"],
  [["run", "x", "--until", "0"], "'0'", "up to 50"],
  [["run", "x", "--until"], "--until needs a value"],
  [["run", "x", "--until", "1", "--profile", "smoke"], "--profile smoke"],
  [["run", "x", "--budget", "30"], "--until"],
  [["run", "x", "--until", "1", "--budget", "1h"], "'1h'", "minutes"],
  [["run", "x", "--rounds", "1.5"], "'1.5'"],
  [["run", "x", "--rounds", "1e1"], "'1e1'"],
  [["run", "x", "--rounds", "ten"], "'ten'"],
  [["run", "x", "--profile", "smok"], "did you mean smoke?"],
  [["run", "x", "--profile", "SMOKE"], "'SMOKE'"],
  [["run", "x", "--gpu", "../x"], '"../x"', "GPU group"],
  [["run", "x", "--gpu", "NVIDIA H200"], "GPU group"],
  [["run", "x", "--gpu="], "--gpu needs a value"],
  [["run", "x", "--nccl-max-msg", "12Q"], "'12Q'", "512M"],
  [["run", "x", "--nccl-max-msg", "7"], "'7'", "from 8"],
  [["run", "x", "--nccl-max-msg", "65G"], "'65G'", "to 64G"],
  [["run", "x", "--nccl-max-msg", "1.5G"], "'1.5G'"],
  [["run", "x", "--nccl-max-msg", "1GB"], "'1GB'"],
  [["run", "x", "--nccl-max-msg", "9".repeat(400)], "is not a size"],
  [["run", "x", "--tests", "nccl"], "nothing to measure: nccl: no GPU"],
  [["run", "x", "--tool", "gpu-bandwidth=nonsense"], "'nonsense'", "vcpu-bench-bandwidth, nvbandwidth"],
  [["run", "x", "--tool", "nvbandwidth"], "BENCHMARK=TOOL"],
  [["run", "x", "--tool", "nccl=nccl-tests", "--tests", "stream"], "--tests leaves out"],
  [["run", "x", "--results="], "--results needs a value"],
  [["run", "x", "--results", "a-file"], "a-file", "--results"],
  [["run", "x", "--results", "a-file/below"], "a-file", "--results"],

  [["report", "empty", "-o", "out.xyz"], "out.xyz", ".html, .pdf, .json, .csv, .md"],
  [["report", "empty", "-o", "out.html", "-o", "out.xyz"], "out.xyz must end in"],
  [["report", "empty", "-o", "out.html", "--output", "./out.html"], "./out.html would be written twice"],
  [["report", "empty", "-o", "out.htm"], "did you mean .html?"],
  [["report", "empty", "-o", "out"], "out must end in"],
  [["report", "empty", "-o"], "-o needs a value"],
  [["report", "missing"], "missing does not exist"],
  [["report"], "results does not exist"],
  [["report", "empty"], "empty holds no results"],
  [["report", "a-file"], "a-file", "cannot be read"],
  [["report", "empty", "more"], "'more' is one too many"],
  [["report", "--ouput", "x.html"], "did you mean --output?"],
  [["report", ownTreeFolder, "--baseline", "gpu"], "is named 'gpu'", "did you mean gpus?"],
  [["report", ownTreeFolder, "--baseline", "a\nb"], "is named 'a\\u000ab'"],
  [["report", ownTreeFolder, "--baseline"], "--baseline needs a value"],
  [["report", ownTreeFolder, "--baseline", "gpus", "--baseline", "x"], "given twice"],

  [["list", "x"], "'x' is one too many"],
  [["list", "--json"], "no option --json"],
  [["check", "x"], "'x' is one too many"],
  [["check", "--fix"], "no option --fix"],
];

describe("a wrong usage", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let before: Record<string, string>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    await mkdir(join(folder.path, "empty"));
    await writeFile(join(folder.path, "a-file"), "text");
    before = await snapshot(folder.path);
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test.each(wrongUsages.map(([args, ...words]) => [JSON.stringify(args), args, words] as const))(
    "%s is answered with one line and exit code 2, and changes nothing",
    async (_title, args, words) => {
      const { exitCode, stdout, stderr } = await run(args, { cwd: folder.path });
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
      expect(stderr).toEndWith(".\n");
      expect(stderr.trimEnd()).not.toContain("\n");
      expect(stderr).not.toContain("\u001B");
      expect(stderr.length).toBeLessThan(700);
      for (const word of words) expect(stderr).toContain(word);
      expect(await snapshot(folder.path)).toEqual(before);
    },
  );

  test("that names no command is answered with the help, on stderr", async () => {
    const { exitCode, stdout, stderr } = await run([], { cwd: folder.path });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    for (const command of ["run", "report", "list", "check"]) expect(stderr).toContain(command);
    expect(stderr).not.toContain("\u001B");
  });
});

describe("help", () => {
  test.each([
    [["--help"], ["run", "report", "list", "check"]],
    [["-h"], ["run", "report", "list", "check"]],
    [["help"], ["run", "report", "list", "check"]],
    [
      ["run", "--help"],
      ["--tests", "--rounds", "--until", "--budget", "--append", "--dry-run", "--no-report"],
    ],
    [["run", "x", "-h"], ["--tests"]],
    [
      ["report", "--help"],
      ["--output", ".csv", ".pdf", "--baseline"],
    ],
    [["list", "--help"], ["benchmarks"]],
    [["check", "--help"], ["exit code 3"]],
  ])("of %j goes to stdout, without control codes", async (args, words) => {
    await using folder = await temporaryFolder();
    const { exitCode, stdout, stderr } = await run(args, { cwd: folder.path });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const word of words) expect(stdout).toContain(word);
    expect(stdout).not.toContain("\u001B");
    expect(await snapshot(folder.path)).toEqual({});
  });

  test("--version prints the version alone", async () => {
    await using folder = await temporaryFolder();
    const { exitCode, stdout, stderr } = await run(["--version"], { cwd: folder.path });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("commands that measure nothing", () => {
  test("list names every benchmark and whether it applies here", async () => {
    await using folder = await temporaryFolder();
    const { exitCode, stdout, stderr } = await run(["list"], { cwd: folder.path });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const id of ["cpu-single", "cpu-all", "stream", "mem-latency"])
      expect(stdout).toMatch(new RegExp(`^${id} .*\\n +applies here: `, "m"));
    for (const id of ["gpu-compute", "gpu-bandwidth", "nccl"])
      expect(stdout).toMatch(new RegExp(`^${id} .*\\n +does not apply here: no GPU$`, "m"));
    expect(stdout).toMatch(/^GPUs +none$/m);
    expect(await snapshot(folder.path)).toEqual({});
  });

  test("check ends with 3 if, and only if, it finds what spoils a result", async () => {
    await using folder = await temporaryFolder();
    const { exitCode, stdout, stderr } = await run(["check"], { cwd: folder.path });
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^(ok|note|spoils) +tools /m);
    expect(exitCode).toBe(/^spoils /m.test(stdout) ? 3 : 0);
    expect(await snapshot(folder.path)).toEqual({});
  });
});
