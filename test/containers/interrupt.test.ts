import { expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readMetadata, readSamples, trialNames } from "../e2e/configuration_files.ts";
import { owner, resultsFolder, withResults } from "./composition.ts";
import { type Docker, docker, dockerArguments, dockerDone } from "./docker.ts";
import { notOwnedBy } from "./ownership.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

/** Trials of a second, more of them than any test waits for. */
const run = ["bench-cpu", "long", "--profile", "smoke", "--tests", "cpu-single", "--rounds", "600"];

/** Waits until a trial is kept, while `isRunning`. */
async function trialIsKept(results: string, isRunning: () => Promise<boolean>): Promise<void> {
  const configuration = join(results, "no-gpu", "long");
  for (;;) {
    const wasRunning = await isRunning();
    const metadata = await readMetadata(configuration).catch(() => null);
    if (metadata !== null && trialNames(metadata).length > 0) return;
    if (!wasRunning) throw new Error("the run ended before a trial was kept");
    await Bun.sleep(50);
  }
}

async function expectKept(client: Docker, results: string): Promise<void> {
  const configuration = join(results, "no-gpu", "long");
  const metadata = await readMetadata(configuration);
  expect(metadata.runs).toMatchObject([{ status: "interrupted", endedAt: expect.any(String) }]);
  const kept = metadata.runs[0]?.trials.filter(({ outcome }) => outcome.status === "done") ?? [];
  expect(kept.length).toBeGreaterThan(0);
  const samples = await readSamples(configuration);
  expect(new Set(samples.map(({ round }) => round))).toEqual(new Set(kept.map(({ round }) => round)));
  expect(await readdir(results)).not.toContain(".lock");
  expect(await notOwnedBy(results, owner)).toEqual([]);
  const file = "/results/report.json";
  const report = [
    "compose",
    "run",
    "--rm",
    "-T",
    "--entrypoint",
    "vcpu-bench",
    "bench-cpu",
    "report",
    "-o",
    file,
  ];
  expect(await docker(client, ...report)).toMatchObject({ exitCode: 0 });
  expect(await readdir(results)).toContain("report.json");
}

describeWithEngine("a run in a container keeps its finished trials", () => {
  test.each([
    ["docker kill --signal INT", ["kill", "--signal", "INT"], 130],
    ["docker stop", ["stop", "-t", "60"], 143],
  ] as const)("at %s", async (_, end, exitCode) => {
    await using results = await resultsFolder();
    await composition().image("bench-cpu");
    const client = withResults(composition(), results.path);
    const container = await dockerDone(client, "compose", "run", "--detach", ...run);
    const isRunning = async (): Promise<boolean> =>
      (await dockerDone(client, "inspect", "--format", "{{.State.Running}}", container)) === "true";
    await trialIsKept(results.path, isRunning);
    await dockerDone(client, ...end, container);
    expect(await dockerDone(client, "wait", container)).toBe(String(exitCode));
    await dockerDone(client, "rm", container);
    await expectKept(client, results.path);
  });

  // With -T the client ends at SIGINT without waiting for the container, and may not even tell it: nothing to test.
  test("at Ctrl-C on the terminal of docker compose run", async () => {
    await using results = await resultsFolder();
    await composition().image("bench-cpu");
    const client = withResults(composition(), results.path);
    const child = Bun.spawn(dockerArguments("compose", "run", "--rm", ...run), {
      env: { ...client.environment, TERM: "xterm" },
      terminal: { cols: 80, rows: 24 },
    });
    await trialIsKept(results.path, async () => child.exitCode === null);
    child.terminal?.write("\u0003");
    expect(await child.exited).toBe(130);
    await expectKept(client, results.path);
  });
});
