import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { appendFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../temporary_folder.ts";
import { readLastRun } from "./configuration_files.ts";
import { KilledRun, killOutright, nothingFound, type Found } from "./killed_run.ts";
import { type Finished, patience, type Running, start } from "./launch.ts";
import { groupsEnd, trialsOf } from "./processes.ts";
import { chooseSeed, randomNumbers } from "./random.ts";

setDefaultTimeout(patience);

const randomKills = 30;
/** Longer than starting and the longest trial take, so that every part of a run has its turn. */
const latestKillMilliseconds = 1800;

/** Trials of which the program said, before it was killed, that they had ended. */
function toldOf(stderr: string): string[] {
  return Array.from(
    stderr.matchAll(/^round (\d+)\/\d+ · ([a-z-]+) · /gm),
    ([, round, id]) => `${id} ${round}`,
  );
}

/** Checks that all that was there, or was told of since, is there, in its order and unchanged. */
async function expectNothingLost(run: KilledRun, before: Found, { stderr }: Finished): Promise<Found> {
  const found = await run.read();
  expect(found.trials).toEqual(expect.arrayContaining(toldOf(stderr)));
  expect(found.trials.slice(0, before.trials.length)).toEqual([...before.trials]);
  expect(found.samples.slice(0, before.samples.length)).toEqual([...before.samples]);
  return found;
}

async function finish(run: KilledRun): Promise<void> {
  if (!(await run.isFinished())) {
    const { exitCode, stderr } = await run.start().finished;
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  }
  expect(await run.isFinished()).toBe(true);
  expect(await run.kept()).toEqual(KilledRun.complete);
}

/** Resolves when one of the files in a folder is touched, or when the run ends. */
async function touched(folder: string, name: string, running: Running): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watcher = watch(folder, (_event, file) => {
    if (file === name) resolve();
  });
  try {
    await Promise.race([promise, running.finished]);
  } finally {
    watcher.close();
  }
}

describe("a run that is killed outright", () => {
  const seed = chooseSeed();

  test(`at ${randomKills} random moments loses at most the trial in flight (VCPU_BENCH_TEST_SEED=${seed})`, async () => {
    await using folder = await temporaryFolder();
    const random = randomNumbers(seed);
    let run = new KilledRun(folder.path, "first");
    let known = nothingFound;
    for (let kill = 1; kill <= randomKills; kill += 1) {
      const running = run.start();
      await Promise.race([Bun.sleep(random() * latestKillMilliseconds), running.finished]);
      known = await expectNothingLost(run, known, await killOutright(running));
      if (await run.isFinished()) {
        await finish(run);
        run = new KilledRun(folder.path, `after-${kill}`);
        known = nothingFound;
      }
    }
    await finish(run);
  });

  test("while it writes any of its files loses at most the trial in flight", async () => {
    await using folder = await temporaryFolder();
    const run = new KilledRun(folder.path, "demo");
    await mkdir(run.folder, { recursive: true });
    let known = nothingFound;
    for (const file of [
      ".metadata.json.new",
      "metadata.json",
      "samples.csv",
      "stream.txt",
      "mem_latency.txt",
      ".summary.csv.new",
    ]) {
      const running = run.start();
      await touched(run.folder, file, running);
      known = await expectNothingLost(run, known, await killOutright(running));
    }
    await finish(run);
  });

  test("counts nothing that an interrupted save left, and cuts it off when it goes on", async () => {
    await using folder = await temporaryFolder();
    const run = new KilledRun(folder.path, "demo");
    const running = run.start();
    await running.stderrMatches(/round 2\/4 · stream/);
    await killOutright(running);
    const known = await run.read();
    expect(known.trials.length).toBeGreaterThan(0);
    await appendFile(join(run.folder, "samples.csv"), '1,2,mem-latency,mem-latency.load,"pages=ba');
    await appendFile(join(run.folder, "mem_latency.txt"), "# run 2\n4096\t1.");
    await writeFile(join(run.folder, ".metadata.json.new"), '{"schema": 1, "runs": [');
    expect(await run.read()).toEqual(known);
    await finish(run);
    expect((await readdir(run.folder)).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("takes with it the benchmark that it had started", async () => {
    await using folder = await temporaryFolder();
    // Half a minute of work in each trial, so that its end is not its own.
    const running = start(["run", "demo", "--rounds", "1", "--tests", "mem-latency"], { cwd: folder.path });
    let trials: number[] = [];
    while (trials.length === 0) trials = await trialsOf(running.pid);
    running.signal("SIGKILL");
    await running.finished;
    const isGone = await Promise.race([
      groupsEnd(trials).then(() => true),
      Bun.sleep(15_000).then(() => false),
    ]);
    expect(isGone).toBe(true);
    expect(await readLastRun(join(folder.path, "results", "no-gpu", "demo"))).toMatchObject({
      status: "running",
      endedAt: null,
      trials: [],
    });
  });
});
