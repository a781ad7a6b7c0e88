import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../temporary_folder.ts";
import { readBlockNumbers, readMetadata, readSamples, trialNames } from "./configuration_files.ts";
import { type Finished, patience, run } from "./launch.ts";
import { filesUnder, snapshot } from "./snapshot.ts";

setDefaultTimeout(patience);

const quick = ["--profile", "smoke", "--tests", "mem-latency", "--rounds", "2"];

/** In the order of the tests: each takes up the configuration as the one before left it. */
describe("a configuration that is finished", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let configuration: string;
  const again = (...args: string[]): Promise<Finished> => run(["run", "demo", ...args], { cwd: folder.path });

  beforeAll(async () => {
    folder = await temporaryFolder();
    configuration = join(folder.path, "results", "no-gpu", "demo");
    expect(await again(...quick)).toMatchObject({ exitCode: 0 });
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  test("is not measured again, and the message names the ways to go on", async () => {
    const before = await snapshot(folder.path);
    const { exitCode, stdout, stderr } = await again(...quick);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    for (const way of ["--append", "--resume", "--replace"]) expect(stderr).toContain(way);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(await snapshot(folder.path)).toEqual(before);
  });

  test.each([[["--resume"]], [["--resume", "--dry-run"]]])("has nothing to resume: %j", async (args) => {
    const before = await snapshot(folder.path);
    const { exitCode, stdout, stderr } = await again(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("nothing to resume");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(await snapshot(folder.path)).toEqual(before);
  });

  test("takes a second run behind the first with --append, its rounds counted on", async () => {
    const [metadata, samples] = [await readMetadata(configuration), await readSamples(configuration)];
    expect(await again(...quick, "--append")).toMatchObject({ exitCode: 0 });
    const grown = await readMetadata(configuration);
    expect(grown.runs.map(({ id, status }) => [id, status])).toEqual([
      [1, "finished"],
      [2, "finished"],
    ]);
    expect(grown.runs[0]).toEqual(metadata.runs[0]);
    expect(trialNames(grown)).toEqual(["mem-latency 1", "mem-latency 2", "mem-latency 3", "mem-latency 4"]);
    expect(await readBlockNumbers(configuration, "mem_latency.txt")).toEqual([1, 2, 3, 4]);
    const grownSamples = await readSamples(configuration);
    expect(grownSamples.slice(0, samples.length)).toEqual(samples);
    const added = grownSamples.slice(samples.length);
    expect(new Set(added.map((sample) => sample.run))).toEqual(new Set([2]));
    expect(new Set(added.map(({ round }) => round))).toEqual(new Set([3, 4]));
  });

  test("is measured anew with --replace, which leaves alone what is not its own", async () => {
    await writeFile(join(configuration, "notes.md"), "mine");
    const { exitCode } = await again("--replace", "--profile", "smoke", "--tests", "stream");
    expect(exitCode).toBe(0);
    expect(trialNames(await readMetadata(configuration))).toEqual(["stream 1"]);
    expect((await readSamples(configuration)).every(({ benchmark }) => benchmark === "stream")).toBe(true);
    const files = await filesUnder(configuration);
    expect(files).toContain("notes.md");
    expect(files).not.toContain("mem_latency.txt");
  });
});
