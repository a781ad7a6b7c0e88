import { describe, expect, test } from "bun:test";
import type { GpuSample } from "../../src/machine/gpus/gpu_sample.ts";
import { gpuLoads } from "../../src/runner/gpu_load.ts";
import { silentSample } from "../machine/gpus/made_up.ts";

const silent = silentSample(0);

function sample(changes: Partial<GpuSample>): GpuSample {
  return { ...silent, utilizationPercent: 100, ...changes };
}

const unseen = {
  samples: 0,
  busySamples: 0,
  smClockMHz: null,
  memoryClockMHz: null,
  temperatureC: null,
  powerWatts: null,
  throttleReasons: [],
  pcieGeneration: null,
  pcieWidth: null,
};

describe("what a GPU did under load", () => {
  test("is over the samples that found work on it", () => {
    const idle = sample({
      utilizationPercent: 0,
      smClockMHz: 345,
      throttleReasons: ["hw_slowdown"],
      pcieGeneration: 6,
      pcieWidth: 32,
    });
    const samples = [
      idle,
      sample({ smClockMHz: 1980, temperatureC: 40, powerWatts: 300, pcieGeneration: 5, pcieWidth: 8 }),
      sample({ smClockMHz: 1700, temperatureC: 60, powerWatts: 700, pcieGeneration: 4, pcieWidth: 16 }),
      sample({ utilizationPercent: 1, smClockMHz: 1750, temperatureC: 50, powerWatts: 650 }),
      idle,
    ];
    expect(gpuLoads([0], samples)).toEqual([
      {
        gpu: 0,
        samples: 5,
        busySamples: 3,
        smClockMHz: { min: 1700, median: 1750, max: 1980 },
        memoryClockMHz: null,
        temperatureC: { min: 40, median: 50, max: 60 },
        powerWatts: { min: 300, median: 650, max: 700 },
        throttleReasons: [],
        pcieGeneration: 5,
        pcieWidth: 16,
      },
    ]);
  });

  test("has the middle between two of an even number, and by value, not by digits", () => {
    const [load] = gpuLoads(
      [0],
      [1000, 9, 100, 20].map((powerWatts) => sample({ powerWatts })),
    );
    expect(load?.powerWatts).toEqual({ min: 9, median: 60, max: 1000 });
  });

  test("counts as work what the driver does not deny", () => {
    expect(gpuLoads([0], [{ ...silent, smClockMHz: 900 }])).toMatchObject([
      { samples: 1, busySamples: 1, smClockMHz: { min: 900, median: 900, max: 900 } },
    ]);
  });

  test("does not count what says nothing, as of a GPU that is lost", () => {
    expect(gpuLoads([0], [silent, sample({ powerWatts: 300 })])).toMatchObject([
      { samples: 2, busySamples: 1, powerWatts: { min: 300, median: 300, max: 300 } },
    ]);
  });

  test("has each reason for which its clocks were held back, once", () => {
    const reasons = [["sw_power_cap"], ["hw_slowdown", "sw_power_cap"], []];
    expect(
      gpuLoads(
        [0],
        reasons.map((throttleReasons) => sample({ throttleReasons })),
      ),
    ).toMatchObject([{ throttleReasons: ["hw_slowdown", "sw_power_cap"] }]);
  });

  test("is told of each that was to be loaded, by its index, seen or not", () => {
    const samples = [sample({ gpu: 10 }), sample({ gpu: 3 }), sample({ gpu: 10 })];
    expect(gpuLoads([10, 2, 10], samples)).toEqual([
      { ...unseen, gpu: 2 },
      { ...unseen, gpu: 10, samples: 2, busySamples: 2 },
    ]);
    expect(gpuLoads([], samples)).toEqual([]);
  });
});
