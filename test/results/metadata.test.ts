import { describe, expect, test } from "bun:test";
import { noGpus } from "../../src/machine/facts.ts";
import { parseMetadata } from "../../src/results/folder.ts";
import { metadata, schemaVersion } from "../../src/results/metadata.ts";
import { emptyRun, finishedTrial, keptTrial, metadataOf } from "./example.ts";

const failed = finishedTrial(2, {
  benchmark: "stream",
  executions: [
    {
      argv: ["numactl", "--", "/k/stream"],
      environment: {},
      wallSeconds: 1,
      exitCode: null,
      signal: "SIGKILL",
      endedBy: "limit",
    },
  ],
  notices: ["arrays scaled down"],
  noise: {
    wallSeconds: 1,
    cpuSeconds: 0,
    stealSeconds: null,
    otherCpuSeconds: null,
    involuntarySwitches: null,
    pressureSeconds: null,
    harnessCpuSeconds: 0,
    samplerCpuSeconds: 0,
  },
  gpuLoad: [],
  outcome: { status: "failed", because: "it was ended by SIGKILL", output: "Killed\n" },
});
const example = metadataOf(
  [
    {
      ...emptyRun,
      endedAt: "2026-11-22T10:05:00.000Z",
      status: "finished",
      suite: {
        version: "1",
        image: {
          name: "vcpu-bench:cuda",
          version: "1",
          revision: "1a2b",
          base: "nvidia/cuda:12.9.2-base-ubuntu24.04",
          baseDigest: "sha256:0",
        },
      },
      skipped: [{ benchmark: "nccl", because: "no GPU" }],
      trials: [finishedTrial(1), failed].map(keptTrial),
    },
    {
      ...emptyRun,
      id: 2,
      settings: { ...emptyRun.settings, until: { percent: 0.5, budgetSeconds: 1800 } },
    },
  ],
  { "samples.csv": 300, "stream_numa.txt": 0 },
);

describe("metadata.json", () => {
  test("gives back all that a run and the runner's trials hold", () => {
    expect(parseMetadata(JSON.stringify(example))).toEqual(example);
  });

  test("says of a newer schema that a newer version wrote it", () => {
    expect(() => parseMetadata(JSON.stringify({ ...example, schema: schemaVersion + 1 }))).toThrow(
      `it is of schema ${schemaVersion + 1}, which a newer vcpu-bench wrote`,
    );
  });

  test.each([
    ["no schema", { ...example, schema: undefined }, "schema: "],
    ["a schema that never was", { ...example, schema: 0 }, "schema: "],
    ["no runs", { ...example, runs: [] }, "runs: "],
    [
      "a run without machine",
      { ...example, runs: [{ ...emptyRun, machine: undefined }] },
      "runs.0.machine: ",
    ],
    ["an unknown state", { ...example, runs: [{ ...emptyRun, status: "paused" }] }, "runs.0.status: "],
    ["a file outside the folder", { ...example, committed: { "../../etc/passwd": 1 } }, "committed"],
    ["a negative length", { ...example, committed: { "samples.csv": -1 } }, "committed.samples.csv: "],
    ["a text", "text", "it: "],
    ["null", null, "it: "],
  ])("with %s is refused, naming the place", (_, json, place) => {
    expect(() => parseMetadata(JSON.stringify(json))).toThrow(place);
  });

  test.each(["", "{", "\0", "[1,"])("that is no JSON is refused: %j", (text) => {
    expect(() => parseMetadata(text)).toThrow();
  });

  test("of every schema up to this version's can be read", () => {
    expect(Array.from<number>(metadata.shape.schema.values)).toEqual(
      Array.from({ length: schemaVersion }, (_, earlier) => earlier + 1),
    );
  });

  test("written before there were further rounds has none", () => {
    const { until: _until, ...settings } = emptyRun.settings;
    const text = JSON.stringify({ ...example, runs: [{ ...emptyRun, settings }] });
    expect(parseMetadata(text).runs).toEqual([emptyRun]);
  });

  test("of schema 1 knows neither GPUs nor chosen tools nor time limits nor further rounds", () => {
    const trial = keptTrial(finishedTrial(1, { gpuLoad: [] }));
    const { gpus: _gpus, environment: _environment, ...machine } = emptyRun.machine;
    const { tools: _tools, until: _until, ...settings } = emptyRun.settings;
    const { samplerCpuSeconds: _cpu, ...noise } = trial.noise;
    const { gpuLoad: _load, ...old } = trial;
    const executions = trial.executions.map(({ endedBy: _by, ...execution }) => execution);
    const text = JSON.stringify({
      ...metadataOf([]),
      schema: 1,
      runs: [{ ...emptyRun, machine, settings, trials: [{ ...old, noise, executions }] }],
    });
    expect(parseMetadata(text).runs).toEqual([
      {
        ...emptyRun,
        machine: { ...machine, gpus: noGpus, environment: {} },
        settings: { ...settings, tools: {}, until: null },
        trials: [{ ...trial, noise: { ...noise, samplerCpuSeconds: 0 } }],
      },
    ]);
  });
});
