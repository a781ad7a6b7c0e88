import { expect, test } from "bun:test";
import { noisePoints } from "../../src/report/model/noise_points.ts";
import { madeUpCrowd } from "./made_up_crowd.ts";

const [configuration] = madeUpCrowd(1).configurations;
const [run] = configuration?.runs ?? [];
if (run === undefined) throw new Error("there is no run");
const [first, second] = run.trials;
if (first === undefined || second === undefined) throw new Error("there are no trials");

const noise = {
  ...first.noise,
  wallSeconds: 3,
  stealSeconds: null,
  otherCpuSeconds: 0.03 * 3 * run.machine.cpu.threads,
  pressureSeconds: 0.3,
};

test("are shares of the time that all CPUs had, waiting of the trial's own", () => {
  const [point] = noisePoints({ runs: [{ ...run, trials: [{ ...first, noise }] }] });
  expect(point).toEqual({
    benchmark: first.benchmark,
    run: run.id,
    round: first.round,
    minutes: 0,
    stealPercent: null,
    otherLoadPercent: 3,
    waitingPercent: 10,
  });
});

test("are not known where they would be without an end", () => {
  const endless = { ...noise, wallSeconds: 1e-300, otherCpuSeconds: 1e300, pressureSeconds: -1e300 };
  const [point] = noisePoints({ runs: [{ ...run, trials: [{ ...first, noise: endless }] }] });
  expect(point).toMatchObject({ otherLoadPercent: null, waitingPercent: null });
});

test("an appended run follows upon the one before, without the days between them", () => {
  const trials = [first, second].map((trial, i) => ({
    ...trial,
    noise: { ...noise, wallSeconds: 60 },
    startedAt: `2026-11-20T09:0${2 * i}:00Z`,
  }));
  const later = trials.map((trial) => ({ ...trial, startedAt: trial.startedAt.replace("11-20", "12-24") }));
  const points = noisePoints({
    runs: [
      { ...run, trials },
      { ...run, id: 2, trials: later },
    ],
  });
  expect(points.map(({ run: id, minutes }) => [id, minutes])).toEqual([
    [1, 0],
    [1, 2],
    [2, 3],
    [2, 5],
  ]);
});

test("a trial without a readable start is left out", () => {
  expect(noisePoints({ runs: [{ ...run, trials: [{ ...first, startedAt: "yesterday" }] }] })).toEqual([]);
});
