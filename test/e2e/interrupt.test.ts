import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../temporary_folder.ts";
import {
  readBlockNumbers,
  readLastRun,
  readMetadata,
  readSamples,
  trialNames,
} from "./configuration_files.ts";
import { fakeProgram } from "./fake_program.ts";
import { patience, run, type Running, start } from "./launch.ts";
import { groupsEnd, membersOf, trialsOf } from "./processes.ts";

setDefaultTimeout(patience);

const measured = ["run", "demo", "--profile", "smoke", "--rounds", "3", "--tests", "stream,mem-latency"];
const allTrials = [1, 2, 3].flatMap((round) => [`stream ${round}`, `mem-latency ${round}`]);

/** Waits until the trial in flight is a process. */
async function trialsInFlight(running: Running): Promise<number[]> {
  let trials: number[] = [];
  while (trials.length === 0) trials = await trialsOf(running.pid);
  return trials;
}

describe("a run that is asked to end", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("by %s keeps what is finished, says how to go on, and goes on", async (signal, exitCode) => {
    await using folder = await temporaryFolder();
    const configuration = join(folder.path, "results", "no-gpu", "demo");
    const running = start(measured, { cwd: folder.path });
    await running.stderrMatches(/round 1\/3 · mem-latency/);
    const trials = await trialsInFlight(running);
    running.signal(signal);
    const finished = await running.finished;
    expect(finished).toMatchObject({ exitCode, signal: null, stdout: "" });
    expect(finished.stderr).toContain("--resume");
    expect(await membersOf(trials)).toEqual([]);

    const interrupted = await readMetadata(configuration);
    expect(interrupted.runs.at(-1)).toMatchObject({ status: "interrupted", endedAt: expect.any(String) });
    const kept = trialNames(interrupted);
    expect(kept.length).toBeGreaterThanOrEqual(2);
    expect(kept.length).toBeLessThan(allTrials.length);
    expect(kept).toEqual(allTrials.slice(0, kept.length));
    const samples = await readSamples(configuration);
    expect(new Set(samples.map(({ benchmark, round }) => `${benchmark} ${round}`))).toEqual(new Set(kept));

    const resumed = await run(["run", "demo", "--resume"], { cwd: folder.path });
    expect(resumed).toMatchObject({ exitCode: 0 });
    expect(await readLastRun(configuration)).toMatchObject({ id: 1, status: "finished" });
    expect(trialNames(await readMetadata(configuration))).toEqual(allTrials);
    expect((await readSamples(configuration)).slice(0, samples.length)).toEqual(samples);
    expect(await readBlockNumbers(configuration, "stream.txt")).toEqual([1, 2, 3]);
    expect(await readBlockNumbers(configuration, "mem_latency.txt")).toEqual([1, 2, 3]);
  });

  test("twice ends at once, and takes along a tool that ignores the first signal", async () => {
    await using folder = await temporaryFolder();
    const started = join(folder.path, "started");
    const PATH = await fakeProgram(
      join(folder.path, "bin"),
      "sysbench",
      `[ "$1" != --version ] || { echo "sysbench 1.0.20"; exit; }
trap "" TERM INT
sleep 1000 &
touch '${started}'
while :; do wait; done`,
    );
    const running = start(["run", "demo", "--tests", "cpu-single"], {
      cwd: folder.path,
      environment: { PATH },
    });
    const isStarted = (): Promise<boolean> =>
      access(started).then(
        () => true,
        () => false,
      );
    while (!(await isStarted())) await Bun.sleep(10);
    const trials = await trialsInFlight(running);
    expect((await membersOf(trials)).length).toBeGreaterThan(1);
    running.signal("SIGINT");
    await running.stderrMatches(/once more to end at once/);
    running.signal("SIGINT");
    expect(await running.finished).toMatchObject({ exitCode: 130, signal: null });
    await groupsEnd(trials);
  });

  test("with other settings than it began with is not resumed", async () => {
    await using folder = await temporaryFolder();
    const running = start(measured, { cwd: folder.path });
    await running.stderrMatches(/round 1\/3 · stream/);
    running.signal("SIGINT");
    await running.finished;
    const { exitCode, stderr } = await run(["run", "demo", "--resume", "--rounds", "9"], {
      cwd: folder.path,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("leave --rounds out");
  });
});
