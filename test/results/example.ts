import type { RecordedSample } from "../../src/results/sample.ts";
import { machineFacts } from "../../src/machine/facts.ts";
import { readMachine } from "../../src/machine/read_machine.ts";
import { schemaVersion, type Metadata, type Run } from "../../src/results/metadata.ts";
import type { FinishedTrial, GpuLoad } from "../../src/runner/trial.ts";
import { epycGuest } from "../machine/captured.ts";
import { treeFiles } from "../machine/file_tree.ts";

/** A run that has begun and finished no trial. */
export const emptyRun: Run = {
  id: 1,
  startedAt: "2026-11-22T10:00:00.000Z",
  endedAt: null,
  status: "running",
  suite: { version: "1.2.3", image: null },
  settings: {
    profile: "standard",
    rounds: 2,
    tests: ["cpu-single", "stream"],
    ncclMaxBytes: 1024 ** 3,
    tools: { stream: "ours" },
    until: null,
  },
  // Parsed, for the order of its fields to be that of what is read back.
  machine: machineFacts.parse(readMachine(treeFiles(epycGuest))),
  tools: [
    { benchmark: "cpu-single", id: "sysbench", label: "sysbench", path: "/usr/bin/sysbench", version: "1" },
    { benchmark: "stream", id: "ours", label: "ours", path: "/kernels/stream", version: "" },
  ],
  skipped: [],
  trials: [],
};

/** What a GPU did, with one figure that its driver hides. */
export const gpuLoad: GpuLoad = {
  gpu: 1,
  samples: 40,
  busySamples: 39,
  smClockMHz: { min: 1700, median: 1755.5, max: 1980 },
  memoryClockMHz: { min: 3201, median: 3201, max: 3201 },
  temperatureC: { min: 36, median: 57, max: 60 },
  powerWatts: null,
  throttleReasons: ["hw_slowdown", "sw_power_cap"],
  pcieGeneration: 5,
  pcieWidth: 16,
};

/** A trial as the runner yields it, with everything in it that a trial can have. */
export function finishedTrial(round: number, changes: Partial<FinishedTrial> = {}): FinishedTrial {
  const argv = ["/usr/bin/sysbench", "cpu", "run"];
  return {
    benchmark: "cpu-single",
    round,
    tool: "sysbench",
    startedAt: "2026-11-22T10:00:01.000Z",
    executions: [
      { argv, environment: { A: "b" }, wallSeconds: 3.01, exitCode: 0, signal: null, endedBy: "itself" },
    ],
    raw: [{ file: "cpu_single.txt", argv, text: `output of round ${round}\n` }],
    samples: [
      { metric: "cpu-single.rate", at: {}, value: 1000 + round },
      { metric: "cpu-single.latency-percentile", at: { percentile: 95 }, value: 0.25 },
    ],
    notices: [],
    noise: {
      wallSeconds: 3.02,
      cpuSeconds: 3,
      stealSeconds: 0.1,
      otherCpuSeconds: null,
      involuntarySwitches: 7,
      pressureSeconds: null,
      harnessCpuSeconds: 0.001,
      samplerCpuSeconds: 0.002,
    },
    gpuLoad: [gpuLoad],
    outcome: { status: "done" },
    ...changes,
  };
}

/** The trial as metadata.json keeps it. */
export function keptTrial(trial: FinishedTrial): Run["trials"][number] {
  const { raw: _raw, samples: _samples, ...kept } = trial;
  return kept;
}

/** Metadata of the configuration `demo` with these runs. */
export function metadataOf(runs: readonly Run[], committed: Metadata["committed"] = {}): Metadata {
  return { schema: schemaVersion, gpu: "no-gpu", config: "demo", runs, committed };
}

/** The first sample of a configuration, to make others from. */
export const firstSample: RecordedSample = {
  run: 1,
  round: 1,
  benchmark: "stream",
  metric: "stream.rate",
  at: { kernel: "triad", elements: 8 },
  value: 1,
  unit: "MB/s",
  tool: "a",
};
