import { expect, test } from "bun:test";
import { buildPage } from "../../src/report/model.ts";
import type { Run } from "../../src/results/metadata.ts";
import { emptyRun, finishedTrial, keptTrial } from "../results/example.ts";
import { bareConfiguration, fakeCatalogue } from "./fake_catalogue.ts";

type Trial = Run["trials"][number];

function trial(round: number, noise: Partial<Trial["noise"]> = {}): Trial {
  const { noise: usual, ...rest } = keptTrial(finishedTrial(round, { gpuLoad: [] }));
  const quiet = { ...usual, stealSeconds: 0, otherCpuSeconds: 0, pressureSeconds: 0 };
  return { ...rest, noise: { ...quiet, ...noise } };
}

function noisyFact(trials: readonly Trial[]): readonly string[] | undefined {
  const configuration = bareConfiguration({
    samples: [],
    runs: [{ ...emptyRun, trials }],
    noise: trials.map(({ noise }) => noise),
  });
  const page = buildPage({
    tree: { configurations: [configuration], problems: [] },
    catalogue: fakeCatalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date(0),
  });
  return page.groups[0]?.members[0]?.details.noise.find(({ label }) => label === "Noisy trials")?.lines;
}

test("noisy trials are counted, by what disturbed them, and the limits are said", () => {
  const stolen = { stealSeconds: 30 };
  const busy = { otherCpuSeconds: 30 };
  expect(noisyFact([trial(1), trial(2, stolen), trial(3, { ...stolen, ...busy }), trial(4)])).toEqual([
    "2 of 4: steal 2, other load 1",
    "noisy with more than 1 % of the CPUs' time stolen or 2 % spent on other load, some task waiting for a CPU for " +
      "more than 10 % of the trial, a GPU held back by heat or a power brake, or a PCIe link degraded under load",
  ]);
});

test("quiet trials are counted as well", () => {
  expect(noisyFact([trial(1), trial(2)])?.[0]).toBe("none of 2");
});

test("where no trial is known nothing is said", () => {
  expect(noisyFact([])).toBeUndefined();
});
