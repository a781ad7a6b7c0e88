import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmod, chown, mkdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf } from "../../src/caught.ts";
import { readTree } from "../../src/results/read_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { readLastRun, readMetadata, trialNames } from "./configuration_files.ts";
import { type Finished, patience, run, start } from "./launch.ts";
import { canUnshare, mountNamespace } from "./mount_namespace.ts";
import { snapshot } from "./snapshot.ts";

setDefaultTimeout(patience);

const isRoot = process.getuid?.() === 0;
const nobody = 65534;
/** Root may write anywhere but without these. */
const asOthers = isRoot
  ? [
      "setpriv",
      "--bounding-set=-dac_override,-dac_read_search",
      "--inh-caps=-dac_override,-dac_read_search",
      "--",
    ]
  : [];
const quick = ["--profile", "smoke", "--tests", "mem-latency"];

/** Nothing was measured, and one line says what to do. */
function expectRefused({ exitCode, stdout, stderr }: Finished, ...words: string[]): void {
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr.trimEnd()).not.toContain("\n");
  for (const word of words) expect(stderr).toContain(word);
}

describe("before anything is measured, a run refuses", () => {
  test("a results folder that is a file", async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, "results"), "mine");
    expectRefused(await run(["run", "demo", ...quick], { cwd: folder.path }), "is a file", "--results");
    expect(await readFile(join(folder.path, "results"), "utf8")).toBe("mine");
  });

  test.each(["results/no-gpu", "results/no-gpu/demo"])("a file at %s", async (path) => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, path, ".."), { recursive: true });
    await writeFile(join(folder.path, path), "mine");
    const before = await snapshot(folder.path);
    expectRefused(await run(["run", "demo", ...quick], { cwd: folder.path }), path);
    expect(await snapshot(folder.path)).toEqual(before);
  });

  test.each(["results", "results/no-gpu", "results/no-gpu/demo"])(
    "to write into %s of someone else",
    async (path) => {
      await using folder = await temporaryFolder();
      await mkdir(join(folder.path, "results", "no-gpu", "demo"), { recursive: true });
      if (isRoot) await chown(join(folder.path, path), nobody, nobody);
      await chmod(join(folder.path, path), 0o555);
      const before = await snapshot(folder.path);
      const refused = await run(["run", "demo", ...quick], { cwd: folder.path, prefix: asOthers });
      expectRefused(refused, path, "may not write there", "--results");
      expect(await snapshot(folder.path)).toEqual(before);
      await chmod(join(folder.path, path), 0o755);
    },
  );

  test("to add to files of someone else", async () => {
    await using folder = await temporaryFolder();
    const configuration = join(folder.path, "results", "no-gpu", "demo");
    expect((await run(["run", "demo", ...quick], { cwd: folder.path })).exitCode).toBe(0);
    if (isRoot) await chown(join(configuration, "samples.csv"), nobody, nobody);
    await chmod(join(configuration, "samples.csv"), 0o444);
    const metadata = await readMetadata(configuration);
    const refused = await run(["run", "demo", ...quick, "--append"], { cwd: folder.path, prefix: asOthers });
    expectRefused(refused, "samples.csv", "may not write");
    expect(await readMetadata(configuration)).toEqual(metadata);
  });

  test.skipIf(!canUnshare())("a file system that is read-only", async () => {
    await using folder = await temporaryFolder();
    await using namespace = await mountNamespace(
      ["--bind", folder.path, folder.path],
      ["-o", "remount,bind,ro", folder.path],
    );
    const results = join(folder.path, "results");
    const refused = await run(["run", "demo", ...quick, "--results", results], {
      cwd: folder.path,
      prefix: namespace.prefix,
    });
    expectRefused(refused, "read-only", "--results");
    expect(await snapshot(folder.path)).toEqual({});
  });

  test.skipIf(!canUnshare()).each(["40k", "256k", "16m"])("a disk of %s", async (size) => {
    await using folder = await temporaryFolder();
    await using namespace = await mountNamespace(["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder.path]);
    const refused = await run(["run", "demo", ...quick, "--results", join(folder.path, "results")], {
      cwd: folder.path,
      prefix: namespace.prefix,
    });
    expectRefused(refused, folder.path, "free some space", "--results");
    expect(await readTree(join(namespace.outside(folder.path), "results"))).toMatchObject({
      configurations: [],
    });
  });
});

/** Writes until nothing more goes in. */
async function fill(folder: string): Promise<string> {
  const path = join(folder, "filler");
  for (let bytes = (await statfs(folder)).bsize * 4096; bytes > 0; bytes = Math.floor(bytes / 2))
    try {
      for (;;) await writeFile(path, Buffer.alloc(bytes), { flag: "a" });
    } catch (error) {
      if (codeOf(error) !== "ENOSPC") throw error;
    }
  return path;
}

describe.skipIf(!canUnshare())("a disk that fills up", () => {
  test("while measuring ends the run with one sentence, keeps what was saved, and lets it be resumed", async () => {
    await using folder = await temporaryFolder();
    await using namespace = await mountNamespace(["-t", "tmpfs", "-o", "size=48m", "tmpfs", folder.path]);
    const results = join(folder.path, "results");
    const seen = namespace.outside(results);
    const options = { cwd: folder.path, prefix: namespace.prefix };
    const running = start(["run", "demo", ...quick, "--rounds", "3", "--results", results], options);
    await running.stderrMatches(/round 1\/3 · mem-latency/);
    // On a busy machine it would be at its end before the disk is full.
    running.signal("SIGSTOP");
    const filler = await fill(namespace.outside(folder.path));
    running.signal("SIGCONT");
    const { exitCode, stdout, stderr } = await running.finished;
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    const told = stderr.split("\n").filter((line) => line !== "" && !line.startsWith("round "));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("ENOSPC");
    expect(told[0]).toContain("--resume");

    const { configurations, problems } = await readTree(seen);
    expect(problems).toEqual([]);
    expect(configurations[0]?.samples.length).toBeGreaterThan(0);
    const kept = trialNames(await readMetadata(join(seen, "no-gpu", "demo")));
    expect(kept).toContain("mem-latency 1");

    await rm(filler);
    const resumed = await run(["run", "demo", "--resume", "--results", results], options);
    expect(resumed).toMatchObject({ exitCode: 0 });
    const configuration = join(seen, "no-gpu", "demo");
    expect(await readLastRun(configuration)).toMatchObject({ status: "finished" });
    expect(trialNames(await readMetadata(configuration))).toEqual([
      "mem-latency 1",
      "mem-latency 2",
      "mem-latency 3",
    ]);
  });
});

describe("a report that cannot be written", () => {
  test("does not undo what was measured, and says how to have it later", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "results", "report.html", "in-the-way"), { recursive: true });
    const { exitCode, stderr } = await run(["run", "demo", ...quick], { cwd: folder.path });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("report.html");
    expect(stderr).toContain("vcpu-bench report results");
    expect(stderr).not.toContain("    at ");
    const configuration = join(folder.path, "results", "no-gpu", "demo");
    expect(await readLastRun(configuration)).toMatchObject({ status: "finished" });
  });
});
