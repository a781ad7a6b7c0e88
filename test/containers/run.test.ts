import { expect, test } from "bun:test";
import { exists, readdir } from "node:fs/promises";
import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { readMetadata, readSamples } from "../e2e/configuration_files.ts";
import { owner, resultsFolder, revision, withResults } from "./composition.ts";
import { docker } from "./docker.ts";
import { notOwnedBy } from "./ownership.ts";
import { composition, describeWithEngine } from "./with_engine.ts";

const always = [
  "metadata.json",
  "samples.csv",
  "summary.csv",
  "cpu_single.txt",
  "cpu_all.txt",
  "stream.txt",
  "mem_latency.txt",
  "numa_topology.txt",
  "cpu_topology.txt",
  "hugepages.txt",
];

const run = ["compose", "run", "--rm", "-T", "bench-cpu"];

describeWithEngine("docker compose run bench-cpu", () => {
  test("measures into files of the folder's owner, which say what image measured, and never over them", async () => {
    await using results = await resultsFolder();
    await composition().image("bench-cpu");
    const client = withResults(composition(), results.path);
    const measured = await docker(client, ...run, "ci", "--profile", "smoke");
    expect(measured).toMatchObject({ exitCode: 0 });

    const configuration = join(results.path, "no-gpu", "ci");
    const metadata = await readMetadata(configuration);
    const [only] = metadata.runs;
    expect(metadata.runs.length).toBe(1);
    expect(only).toMatchObject({
      status: "finished",
      suite: {
        version: packageJson.version,
        image: {
          name: "vcpu-bench:cpu",
          version: packageJson.version,
          revision,
          base: "debian:bookworm-slim",
          baseDigest: null,
        },
      },
    });
    const benchmarks = only?.trials.filter(({ outcome }) => outcome.status === "done");
    expect(benchmarks?.map(({ benchmark }) => benchmark)).toEqual([
      "cpu-single",
      "cpu-all",
      "stream",
      "mem-latency",
    ]);
    expect((await readSamples(configuration)).length).toBeGreaterThan(0);
    // Threads and memory are bound to nodes only where there are several.
    const perNode = (only?.machine.numa.nodes.length ?? 0) > 1 ? ["stream_numa.txt"] : [];
    expect((await readdir(configuration)).toSorted()).toEqual([...always, ...perNode].toSorted());
    expect(await exists(join(results.path, "report.html"))).toBe(true);
    expect(await exists(join(results.path, ".lock"))).toBe(false);
    expect(await notOwnedBy(results.path, owner)).toEqual([]);

    const again = await docker(client, ...run, "ci", "--profile", "smoke");
    expect(again).toMatchObject({ exitCode: 2, stdout: "" });
    expect(again.stderr).toContain("--append");
    expect(await readMetadata(configuration)).toEqual(metadata);
  });

  test("leaves the checkout as it is", async () => {
    const { checkout } = composition();
    await using results = await resultsFolder();
    await composition().image("bench-cpu");
    const before = (await readdir(checkout, { recursive: true })).toSorted();
    const client = withResults(composition(), results.path);
    const { exitCode } = await docker(client, ...run, "ci", "--profile", "smoke", "--tests", "cpu-single");
    expect(exitCode).toBe(0);
    expect((await readdir(checkout, { recursive: true })).toSorted()).toEqual(before);
  });
});

describeWithEngine("docker run without a results folder", () => {
  test("measures nothing and names the option that mounts one", async () => {
    const { client, image, label } = composition();
    const tag = await image("bench-cpu");
    const refused = await docker(
      client,
      "run",
      "--rm",
      "--label",
      label,
      "--network",
      "none",
      tag,
      "run",
      "x",
    );
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain("-v ./results:/results");
    expect(refused.stderr).not.toContain("round 1");
    expect(refused.stderr.trim().split("\n").length).toBe(1);
  });
});
