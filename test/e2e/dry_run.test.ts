import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { benchmarks } from "../../src/benchmarks/index.ts";
import { quoteForShell } from "../../src/runner/command_line.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { readLastRun } from "./configuration_files.ts";
import { patience, run } from "./launch.ts";
import { snapshot } from "./snapshot.ts";

setDefaultTimeout(patience);

const smoke = ["run", "demo", "--profile", "smoke"];
/** Which the machines that these tests run on cannot measure. */
const ofGpus = ["gpu-compute", "gpu-bandwidth", "nccl"];

function commandsOf(plan: string): string[] {
  return plan.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

describe("run --dry-run", () => {
  test("prints what a run then executes, and writes nothing", async () => {
    await using folder = await temporaryFolder();
    const dry = await run([...smoke, "--dry-run"], { cwd: folder.path });
    expect(dry).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await snapshot(folder.path)).toEqual({});
    expect((await run([...smoke, "--no-report"], { cwd: folder.path })).exitCode).toBe(0);
    const { trials } = await readLastRun(join(folder.path, "results", "no-gpu", "demo"));
    const executed = trials.flatMap(({ executions }) => executions.map(({ argv }) => quoteForShell(argv)));
    expect(commandsOf(dry.stdout)).toEqual(executed);
  });

  test("says how often, how long and with which tool", async () => {
    await using folder = await temporaryFolder();
    const { stdout } = await run(["run", "demo", "--rounds", "7", "--dry-run"], { cwd: folder.path });
    expect(stdout).toMatch(/^# 7 rounds of these commands, profile standard; about \d+:\d\d in all\n/);
    for (const { id, tools } of benchmarks)
      expect(stdout).toContain(
        ofGpus.includes(id) ? `# ${id}: skipped: no GPU\n` : `# ${id}: ${tools[0]?.label}; about `,
      );
  });

  test("says why nothing would be measured, which a run refuses", async () => {
    await using folder = await temporaryFolder();
    const args = ["run", "demo", "--tests", ofGpus.join(",")];
    const dry = await run([...args, "--dry-run"], { cwd: folder.path });
    expect(dry).toMatchObject({ exitCode: 0, stderr: "" });
    expect(commandsOf(dry.stdout)).toEqual([]);
    for (const id of ofGpus) expect(dry.stdout).toContain(`# ${id}: skipped: no GPU\n`);
    expect(await run(args, { cwd: folder.path })).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: "[error] nothing to measure: gpu-compute, gpu-bandwidth, nccl: no GPU.\n",
    });
    expect(await snapshot(folder.path)).toEqual({});
  });

  test("shows the commands of the named benchmarks only", async () => {
    await using folder = await temporaryFolder();
    const { stdout } = await run([...smoke, "--tests", "stream", "--dry-run"], { cwd: folder.path });
    expect(commandsOf(stdout).length).toBeGreaterThan(0);
    expect(commandsOf(stdout).every((line) => line.includes("/stream "))).toBe(true);
  });

  test("refuses what the run would refuse", async () => {
    await using folder = await temporaryFolder();
    const wrong = await run(["run", "../x", "--dry-run"], { cwd: folder.path });
    expect(wrong).toMatchObject({ exitCode: 2, stdout: "" });
    expect(await snapshot(folder.path)).toEqual({});
  });
});
