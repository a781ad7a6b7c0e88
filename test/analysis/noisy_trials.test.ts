import { describe, expect, test } from "bun:test";
import {
  disturbancesOn,
  noiseLimits,
  noisyTrials,
  withoutNoisyTrials,
} from "../../src/analysis/noisy_trials.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { GpuLoad, Noise, Trial } from "../../src/results/metadata.ts";
import { bareConfiguration } from "../report/fake_catalogue.ts";
import { madeUpConfiguration } from "../report/made_up_configuration.ts";
import { madeUpGpuLoad } from "../report/made_up_gpu.ts";
import { madeUpGpus, madeUpMachine } from "../report/made_up_machine.ts";
import { finishedTrial, keptTrial } from "../results/example.ts";

const wallSeconds = 20;
const cpus = 4;

/** A guest with eight vCPUs, of which the suite may use four. */
const whole = madeUpMachine({ threads: 8, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(2) });
const machine: MachineFacts = { ...whole, cpu: { ...whole.cpu, allowed: "0-1,4-5" } };

const quiet: Noise = {
  wallSeconds,
  cpuSeconds: 80,
  stealSeconds: 0,
  otherCpuSeconds: 0,
  involuntarySwitches: 90_000,
  pressureSeconds: 0,
  harnessCpuSeconds: 30,
  samplerCpuSeconds: 30,
};

/** What the GPUs of the machine do in a trial in which nothing is wrong: a power cap is usual. */
const calm = madeUpGpuLoad(machine, { transport: "P2P/NVLink" }, "gpu-compute");

function withNoise(changes: Partial<Noise>, of = machine): string[] {
  return disturbancesOn(of)({ noise: { ...quiet, ...changes }, gpuLoad: [] });
}

/** With the second GPU changed. */
function withLoad(changes: Partial<GpuLoad>, of = machine): string[] {
  const gpuLoad = calm.map((load) => (load.gpu === 1 ? { ...load, ...changes } : load));
  return disturbancesOn(of)({ noise: quiet, gpuLoad });
}

describe("a trial", () => {
  test("that nothing disturbs is not noisy, however often it was switched and whatever the harness used", () => {
    expect(withNoise({})).toEqual([]);
    expect(withLoad({})).toEqual([]);
  });

  // Shares of the time of the allowed CPUs, and of the trial's own time for the pressure.
  test.each([
    ["steal", "stealSeconds", noiseLimits.steal * wallSeconds * cpus],
    ["other load", "otherCpuSeconds", noiseLimits.otherLoad * wallSeconds * cpus],
    ["CPU pressure", "pressureSeconds", noiseLimits.pressure * wallSeconds],
  ] as const)("is noisy for %s just above the limit, not just below", (disturbance, field, limit) => {
    expect(withNoise({ [field]: 1.001 * limit })).toEqual([disturbance]);
    expect(withNoise({ [field]: 0.999 * limit })).toEqual([]);
  });

  test("is not noisy for what the machine does not tell", () => {
    expect(withNoise({ stealSeconds: null, otherCpuSeconds: null, pressureSeconds: null })).toEqual([]);
  });

  test("without any time has no shares of it", () => {
    expect(withNoise({ wallSeconds: 0, stealSeconds: 1, otherCpuSeconds: 1, pressureSeconds: 1 })).toEqual(
      [],
    );
  });

  test("on a machine that does not name its CPUs has one at least", () => {
    const nameless = { ...machine, cpu: { ...machine.cpu, allowed: "" } };
    const limit = noiseLimits.steal * wallSeconds;
    expect(withNoise({ stealSeconds: 1.001 * limit }, nameless)).toEqual(["steal"]);
    expect(withNoise({ stealSeconds: 0.999 * limit }, nameless)).toEqual([]);
  });

  test.each(["hw_slowdown", "hw_thermal_slowdown", "sw_thermal_slowdown", "hw_power_brake_slowdown"])(
    "is noisy when a GPU is held back by %s, under load only",
    (reason) => {
      expect(withLoad({ throttleReasons: [reason] })).toEqual(["throttling"]);
      expect(withLoad({ throttleReasons: ["sw_power_cap", reason] })).toEqual(["throttling"]);
      expect(withLoad({ throttleReasons: [reason], busySamples: 0 })).toEqual([]);
    },
  );

  test.each(["sw_power_cap", "gpu_idle", "applications_clocks_setting", "sync_boost"])(
    "is not noisy when a GPU is held back by %s",
    (reason) => {
      expect(withLoad({ throttleReasons: [reason] })).toEqual([]);
    },
  );

  test.each([
    ["slower", { pcieGeneration: 4 }],
    ["narrower", { pcieWidth: 8 }],
    ["both", { pcieGeneration: 1, pcieWidth: 4 }],
  ])("is noisy when a link is %s than it can be, under load only", (_, link) => {
    expect(withLoad(link)).toEqual(["PCIe link"]);
    expect(withLoad({ ...link, busySamples: 0 })).toEqual([]);
  });

  test("is not noisy when a link is slow at rest and fast under load", () => {
    expect(withLoad({}, { ...machine, gpus: madeUpGpus(2, [1]) })).toEqual([]);
  });

  test("is not noisy for a link that the machine does not tell of", () => {
    expect(withLoad({ pcieGeneration: null, pcieWidth: null })).toEqual([]);
    expect(withLoad({ gpu: 7, pcieGeneration: 1 })).toEqual([]);
    expect(withLoad({ pcieGeneration: 1 }, { ...machine, gpus: madeUpGpus(1) })).toEqual([]);
  });

  test("is not noisy on a host whose slot is no faster, while a guest's slot is made up", () => {
    const gpus = madeUpGpus(2);
    const slow = {
      ...gpus,
      devices: gpus.devices.map((device) => ({
        ...device,
        links: device.links.map((link, i) => (i === 0 ? link : { ...link, maxSpeedGTs: 16 })),
      })),
    };
    expect(withLoad({ pcieGeneration: 4 }, { ...machine, gpus: slow, hypervisor: "kvm" })).toEqual([
      "PCIe link",
    ]);
    const fourth = calm.map((load) => ({ ...load, pcieGeneration: 4 }));
    const host = { ...machine, gpus: slow, hypervisor: "none" };
    expect(disturbancesOn(host)({ noise: quiet, gpuLoad: fourth })).toEqual([]);
  });

  test("can be disturbed by everything at once, each of which is named once", () => {
    const noise = { ...quiet, stealSeconds: 70, otherCpuSeconds: 70, pressureSeconds: 19 };
    const gpuLoad = calm.map((load) => ({ ...load, throttleReasons: ["hw_slowdown"], pcieGeneration: 1 }));
    expect(disturbancesOn(machine)({ noise, gpuLoad })).toEqual([
      "steal",
      "other load",
      "CPU pressure",
      "throttling",
      "PCIe link",
    ]);
  });
});

function trial(benchmark: string, round: number, changes: Partial<Trial> = {}): Trial {
  return { ...keptTrial(finishedTrial(round, { benchmark, noise: quiet, gpuLoad: [] })), ...changes };
}

const stolen: Partial<Trial> = { noise: { ...quiet, stealSeconds: 40 } };
const hot: Partial<Trial> = {
  gpuLoad: calm.map((load) => ({ ...load, throttleReasons: ["hw_thermal_slowdown"] })),
};

/** Two runs of two rounds each: of the four trials of cpu-single the second is noisy, of those of stream the last. */
function disturbed(): Configuration {
  const made = madeUpConfiguration({ gpu: "g", config: "c", machine, seed: 1, rounds: 4 });
  const [run] = made.runs;
  if (run === undefined) throw new RangeError("a made-up configuration has one run");
  return {
    ...made,
    runs: [
      {
        ...run,
        trials: [
          trial("cpu-single", 1),
          trial("stream", 1),
          trial("cpu-single", 2, stolen),
          trial("stream", 2),
        ],
      },
      {
        ...run,
        id: 2,
        trials: [
          trial("cpu-single", 3),
          trial("stream", 3),
          trial("cpu-single", 4),
          trial("stream", 4, { ...stolen, ...hot }),
        ],
      },
    ],
    samples: made.samples.map((sample) => ({ ...sample, run: sample.round > 2 ? 2 : 1 })),
  };
}

describe("the noisy trials of a configuration", () => {
  test("are named in the order in which they ran, with what disturbed them", () => {
    expect(noisyTrials(disturbed())).toEqual([
      { benchmark: "cpu-single", round: 2, disturbances: ["steal"] },
      { benchmark: "stream", round: 4, disturbances: ["steal", "throttling"] },
    ]);
  });

  test("are judged by the machine of their run", () => {
    const { runs } = disturbed();
    // Half the time of 80 seconds was stolen; of a hundred times as many CPUs that is little.
    const large = { ...machine, cpu: { ...machine.cpu, allowed: "0-399" } };
    const onLarge = runs.map((run) => (run.id === 1 ? { ...run, machine: large } : run));
    expect(noisyTrials({ runs: onLarge }).map(({ benchmark }) => benchmark)).toEqual(["stream"]);
  });

  test("take with them what they measured, and nothing else", () => {
    const before = disturbed();
    const { samples, ...rest } = withoutNoisyTrials(before);
    const gone = before.samples.filter((sample) => !samples.includes(sample));
    const trials = new Set(gone.map(({ benchmark, round }) => `${benchmark} ${round}`));
    expect(Array.from(trials).toSorted()).toEqual(["cpu-single 2", "stream 4"]);
    const ofThose = before.samples.filter(
      ({ benchmark, round }) =>
        (benchmark === "cpu-single" && round === 2) || (benchmark === "stream" && round === 4),
    );
    expect(gone).toEqual(ofThose);
    expect(samples).toEqual(before.samples.filter((sample) => !ofThose.includes(sample)));
    const { samples: _, ...unchanged } = before;
    expect(rest).toEqual(unchanged);
  });

  test("are none of a configuration that was not disturbed, or of which nothing is known", () => {
    const calmly = madeUpConfiguration({ gpu: "g", config: "c", machine, seed: 1, rounds: 2 });
    expect(noisyTrials(calmly)).toEqual([]);
    expect(withoutNoisyTrials(calmly)).toEqual(calmly);
    const older = bareConfiguration({ samples: calmly.samples, source: "older" });
    expect(withoutNoisyTrials(older).samples).toEqual(older.samples);
  });
});
