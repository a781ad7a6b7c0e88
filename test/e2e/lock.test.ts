import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../temporary_folder.ts";
import { readLastRun } from "./configuration_files.ts";
import { patience, run, start, type Running } from "./launch.ts";
import { filesUnder } from "./snapshot.ts";

setDefaultTimeout(patience);

const first = ["run", "first", "--profile", "smoke", "--tests", "mem-latency", "--rounds", "1000"];
const second = ["run", "second", "--profile", "smoke", "--tests", "mem-latency"];

describe("while a run measures", () => {
  test("another into the same results folder is refused, and the first goes on", async () => {
    await using folder = await temporaryFolder();
    const running = start(first, { cwd: folder.path });
    await running.stderrMatches(/^round 1/m);
    const { exitCode, stdout, stderr } = await run(second, { cwd: folder.path });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(`process ${running.pid}`);
    expect(stderr.trimEnd()).not.toContain("\n");
    expect((await filesUnder(folder.path)).filter((file) => file.includes("second"))).toEqual([]);
    running.signal("SIGINT");
    expect((await running.finished).exitCode).toBe(130);
    expect((await run(second, { cwd: folder.path })).exitCode).toBe(0);
  });

  test("and is killed outright, the next is not refused", async () => {
    await using folder = await temporaryFolder();
    const running = start(first, { cwd: folder.path });
    await running.stderrMatches(/^round 1/m);
    running.signal("SIGKILL");
    await running.finished;
    expect((await run(second, { cwd: folder.path })).exitCode).toBe(0);
    expect(await readLastRun(join(folder.path, "results/no-gpu/second"))).toMatchObject({
      status: "finished",
    });
  });

  test("many that are started at once agree on one", async () => {
    await using folder = await temporaryFolder();
    // The one that measures would go on for half a minute, so the others are refused first.
    const all = Array.from({ length: 6 }, (_, index) =>
      start(["run", `n${index}`, "--tests", "mem-latency", "--rounds", "1"], { cwd: folder.path }),
    );
    const refused = new Set<Running>();
    const othersAreRefused = Promise.withResolvers<void>();
    const ends = all.map(async (running) => {
      const { exitCode } = await running.finished;
      if (exitCode === 2) refused.add(running);
      if (refused.size === all.length - 1) othersAreRefused.resolve();
    });
    await Promise.race([othersAreRefused.promise, Promise.all(ends)]);
    expect(refused.size).toBe(all.length - 1);
    for (const running of all) if (!refused.has(running)) running.signal("SIGTERM");
    await Promise.all(ends);
  });
});
