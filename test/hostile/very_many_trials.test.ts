import { expect, test } from "bun:test";
import { gpuLoadsOf } from "../../src/analysis/gpu_load.ts";
import { noiseFacts } from "../../src/report/model/noise_facts.ts";
import { noisePoints } from "../../src/report/model/noise_points.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { runNotices } from "../../src/results/read_configuration.ts";
import { emptyRun, finishedTrial, gpuLoad, keptTrial } from "../results/example.ts";

/** More than a function takes arguments, and no more than fit into the largest metadata.json that is read. */
const count = 1_000_000;
const trial = keptTrial(finishedTrial(1));
const trials = Array.from({ length: count }, () => trial);
const run = { ...emptyRun, trials };
const configuration: Configuration = {
  gpu: "gpu",
  config: "config",
  source: "samples",
  directory: "results/gpu/config",
  startedAt: null,
  profile: "standard",
  machine: run.machine,
  runs: [run],
  outcomes: [],
  notices: [],
  noise: trials.map(({ noise }) => noise),
  gpuLoad: trials.map(({ benchmark, round }) => ({ benchmark, round, load: gpuLoad })),
  samples: [],
  files: [],
};

test("a run that did not end is told of, however many trials it has", () => {
  expect(runNotices({ runs: [run] }).join()).toContain(`${count} of 4 trials are finished`);
});

test("noise is summed up and drawn of any number of trials", () => {
  expect(noiseFacts(configuration).length).toBeGreaterThan(3);
  expect(noisePoints(configuration)).toHaveLength(count);
});

test("GPUs are summed up over any number of trials", () => {
  expect(gpuLoadsOf(configuration)[0]?.smClockMHz).toEqual(gpuLoad.smClockMHz);
});
