import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { benchmarks } from "../../src/benchmarks/index.ts";
import { readTree } from "../../src/results/read_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import {
  readBlockNumbers,
  readLastRun,
  readMetadata,
  readSamples,
  trialNames,
} from "./configuration_files.ts";
import { type Finished, launcher, patience, run } from "./launch.ts";
import { filesUnder } from "./snapshot.ts";

setDefaultTimeout(patience);

const escape = "\u001B";
/** Two rounds, so that "one a round" can be told from "one". */
const rounds = 2;
const quick = ["--profile", "smoke", "--tests", "mem-latency"];
const ofGpus = ["gpu-compute", "gpu-bandwidth", "nccl"];
const ofCpus = benchmarks.filter(({ id }) => !ofGpus.includes(id));

describe("a smoke run of all benchmarks, without a GPU", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let finished: Finished;
  let configuration: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    finished = await run(["run", "demo", "--profile", "smoke", "--rounds", `${rounds}`], {
      cwd: folder.path,
    });
    configuration = join(folder.path, "results", "no-gpu", "demo");
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test("succeeds", () => {
    expect(finished).toMatchObject({ exitCode: 0, signal: null });
  });

  test("keeps stdout for data, and tells on stderr where it is and what it wrote, without control codes", () => {
    expect(finished.stdout).toBe("");
    for (const { id } of ofCpus)
      for (const round of [1, 2]) expect(finished.stderr).toContain(`round ${round}/2 · ${id} · `);
    expect(finished.stderr).toContain(join("results", "no-gpu", "demo"));
    expect(finished.stderr).toContain(join("results", "report.html"));
    expect(finished.stderr).not.toContain(escape);
    expect(finished.stderr).not.toContain("\r");
  });

  test("writes the tree of files and nothing else", async () => {
    const { machine } = await readLastRun(configuration);
    const perNodePair = machine.numa.nodes.length > 1 ? ["stream_numa.txt"] : [];
    expect(await filesUnder(folder.path)).toEqual(
      [
        "cpu_all.txt",
        "cpu_single.txt",
        "cpu_topology.txt",
        "hugepages.txt",
        "mem_latency.txt",
        "metadata.json",
        "numa_topology.txt",
        "samples.csv",
        "stream.txt",
        ...perNodePair,
        "summary.csv",
      ]
        .map((file) => join("results", "no-gpu", "demo", file))
        .concat(join("results", "report.html"))
        .toSorted(),
    );
  });

  test("records each trial once, its rounds in order, with what was executed and the noise", async () => {
    const metadata = await readMetadata(configuration);
    expect(metadata).toMatchObject({ gpu: "no-gpu", config: "demo", runs: [{ id: 1, status: "finished" }] });
    expect(trialNames(metadata)).toEqual([1, 2].flatMap((round) => ofCpus.map(({ id }) => `${id} ${round}`)));
    for (const trial of metadata.runs.flatMap(({ trials }) => trials)) {
      expect(trial.outcome).toEqual({ status: "done" });
      expect(trial.executions.length).toBeGreaterThan(0);
      expect(trial.executions.every(({ exitCode }) => exitCode === 0 || exitCode === 3)).toBe(true);
      expect(trial.noise.wallSeconds).toBeGreaterThan(0);
      expect(trial.noise.cpuSeconds).toBeGreaterThan(0);
    }
  });

  test("names each tool with its version", async () => {
    const { tools } = await readLastRun(configuration);
    expect(tools.map(({ benchmark }) => benchmark)).toEqual(ofCpus.map(({ id }) => id));
    for (const { version } of tools) expect(version).toMatch(/\d+\.\d+/);
  });

  test("says which benchmarks it skipped and why, and warns of none of them", async () => {
    const { skipped } = await readLastRun(configuration);
    expect(skipped).toEqual(ofGpus.map((benchmark) => ({ benchmark, because: "no GPU" })));
    expect(finished.stderr).not.toMatch(/gpu-|nccl|warn/i);
  });

  test("has a sample of every metric of every benchmark in every round", async () => {
    const { machine } = await readLastRun(configuration);
    const samples = await readSamples(configuration);
    const isPerNodePair = (metric: string): boolean =>
      metric.startsWith("stream-numa.") || metric === "mem-latency.numa";
    for (const { id, metrics } of ofCpus)
      for (const metric of metrics) {
        const own = samples.filter((sample) => sample.metric === metric.id);
        const expected = isPerNodePair(metric.id) && machine.numa.nodes.length < 2 ? [] : [1, 2];
        expect([metric.id, ...new Set(own.map(({ round }) => round))]).toEqual([metric.id, ...expected]);
        expect(own.every((sample) => sample.benchmark === id && sample.unit === metric.unit)).toBe(true);
      }
    expect(samples.every(({ value }) => Number.isFinite(value) && value >= 0)).toBe(true);
  });

  test.each(["cpu_single.txt", "cpu_all.txt", "stream.txt", "mem_latency.txt"])(
    "keeps in %s what was printed, one block a round",
    async (file) => {
      expect(await readBlockNumbers(configuration, file)).toEqual([1, 2]);
    },
  );

  test("keeps the machine's facts as the tools print them", async () => {
    const read = (file: string): Promise<string> => readFile(join(configuration, file), "utf8");
    expect(await read("numa_topology.txt")).toContain("available:");
    expect(await read("cpu_topology.txt")).toContain("CPU(s):");
    expect(await read("hugepages.txt")).toContain("HugePages_Total:");
  });

  test("sums up each metric over the rounds", async () => {
    const [header, ...rows] = (await readFile(join(configuration, "summary.csv"), "utf8")).trim().split("\n");
    expect(header?.split(",")).toEqual([
      "gpu",
      "config",
      "metric",
      "coordinates",
      "unit",
      "median",
      "low",
      "high",
      "rounds",
      "tool",
      "repetitions",
    ]);
    const metrics = new Set((await readSamples(configuration)).map(({ metric }) => metric));
    expect(new Set(rows.map((row) => row.split(",")[2] ?? ""))).toEqual(metrics);
    expect(rows.every((row) => row.split(",").at(-3) === `${rounds}`)).toBe(true);
    expect(rows.every((row) => row.endsWith(",1"))).toBe(true);
  });

  test("can be read back without a problem, and shows in the report", async () => {
    const tree = await readTree(join(folder.path, "results"));
    expect(tree.problems).toEqual([]);
    expect(tree.configurations.map(({ gpu, config }) => [gpu, config])).toEqual([["no-gpu", "demo"]]);
    const page = await readFile(join(folder.path, "results", "report.html"), "utf8");
    expect(page).toStartWith("<!doctype html>");
    expect(page).toContain("demo");
  });

  test.each(["json", "csv", "md"])("can be reported as .%s", async (ending) => {
    const output = join("written", `summary.${ending}`);
    const report = await run(["report", "results", "-o", output], { cwd: folder.path });
    expect(report).toMatchObject({ exitCode: 0, stdout: "" });
    const text = await readFile(join(folder.path, output), "utf8");
    for (const { metrics } of ofCpus) expect(text).toContain(metrics[0]?.id ?? "no metric");
  });
});

describe("run", () => {
  test("has no control codes with NO_COLOR, nor hides or changes its messages in CI", async () => {
    await using folder = await temporaryFolder();
    for (const [config, environment] of Object.entries({
      plain: { NO_COLOR: "1", FORCE_COLOR: "1", TERM: "xterm" },
      ci: { CI: "true", GITHUB_ACTIONS: "true", NODE_ENV: "test" },
    })) {
      const { exitCode, stderr } = await run(["run", config, ...quick], { cwd: folder.path, environment });
      expect(exitCode).toBe(0);
      expect(stderr).not.toContain(escape);
      expect(stderr).toContain(join("results", "no-gpu", config));
    }
  });

  test("works through a link, from any folder, with spaces in every path", async () => {
    await using folder = await temporaryFolder();
    const [here, elsewhere] = [join(folder.path, "stands here"), join(folder.path, "links to")];
    await mkdir(here);
    await mkdir(elsewhere);
    await symlink(launcher, join(elsewhere, "my bench"));
    await symlink(join(elsewhere, "my bench"), join(folder.path, "link to link"));
    const { exitCode } = await run(["run", "demo", ...quick, "--results", "my results/of today"], {
      cwd: here,
      program: join(folder.path, "link to link"),
    });
    expect(exitCode).toBe(0);
    expect(trialNames(await readMetadata(join(here, "my results/of today/no-gpu/demo")))).toEqual([
      "mem-latency 1",
    ]);
    expect(await filesUnder(here)).toContain("my results/of today/report.html");
  });

  test("--gpu files the results under another group, --no-report leaves the report as it is", async () => {
    await using folder = await temporaryFolder();
    const args = ["run", "host", ...quick, "--gpu", "nvidia-h200", "--no-report"];
    const { exitCode, stderr } = await run(args, { cwd: folder.path });
    expect(exitCode).toBe(0);
    expect(stderr).not.toContain("report.html");
    const files = await filesUnder(folder.path);
    expect(files.every((file) => file.startsWith("results/nvidia-h200/host/"))).toBe(true);
    expect(await readMetadata(join(folder.path, "results/nvidia-h200/host"))).toMatchObject({
      gpu: "nvidia-h200",
    });
  });
});
