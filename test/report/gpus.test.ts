import { describe, expect, test } from "bun:test";
import type { Gpu, MachineFacts } from "../../src/machine/facts.ts";
import { noGpus } from "../../src/machine/facts.ts";
import { buildPage, type Group } from "../../src/report/model.ts";
import { gpuLoadTable } from "../../src/report/view/gpu_load_table.ts";
import type { Member } from "../../src/report/view/member.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { GpuLoad } from "../../src/results/metadata.ts";
import { bareConfiguration, fakeCatalogue } from "./fake_catalogue.ts";
import { madeUpGpus, madeUpMachine } from "./made_up_machine.ts";

function groupOf(...configurations: readonly Configuration[]): Group {
  const [group] = buildPage({
    tree: { configurations, problems: [] },
    catalogue: fakeCatalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date(0),
  }).groups;
  if (group === undefined) throw new Error("no group");
  return group;
}

function memberOf(configuration: Configuration): Member {
  const [member] = groupOf(configuration).members;
  if (member === undefined) throw new Error("no configuration");
  return member;
}

function machineWith(
  gpus: MachineFacts["gpus"],
  hypervisor = "kvm",
  environment: MachineFacts["environment"] = {},
): MachineFacts {
  return madeUpMachine({ threads: 4, nodes: 1, hypervisor, gpus, environment });
}

function factsOf(machine: MachineFacts): Record<string, readonly string[]> {
  const { gpus } = memberOf(bareConfiguration({ samples: [], machine })).details;
  return Object.fromEntries(gpus.map(({ label, lines }) => [label, lines]));
}

function changed(gpus: MachineFacts["gpus"], index: number, change: Partial<Gpu>): MachineFacts["gpus"] {
  return {
    ...gpus,
    devices: gpus.devices.map((gpu) => (gpu.index === index ? { ...gpu, ...change } : gpu)),
  };
}

describe("facts", () => {
  test("GPUs that are alike are described once, their places one by one, with every bridge above", () => {
    const machine = machineWith(madeUpGpus(2, [1]), "kvm", { CUDA_VISIBLE_DEVICES: "0,1" });
    expect(factsOf(machine)).toEqual({
      GPUs: ["2 × NVIDIA H200 · 140 GiB · ECC on · MIG off · power limit 700 W"],
      Driver: ["580.159.04 · CUDA 13.0"],
      "GPU 0": [
        "0000:01:00.0 · NUMA node −1: the guest is not told",
        "PCIe Gen5 ×16 of Gen5 ×16 at rest",
        "below bridge 0000:00:01.0: Gen5 ×16 of Gen5 ×16 at rest",
      ],
      "GPU 1": [
        "0000:02:00.0 · NUMA node −1: the guest is not told",
        "PCIe Gen1 ×16 of Gen5 ×16 at rest",
        "below bridge 0000:00:02.0: Gen1 ×16 of Gen5 ×16 at rest",
      ],
      Interconnect: ["NV18 between all"],
      Environment: ["CUDA_VISIBLE_DEVICES=0,1"],
    });
  });

  test("GPUs that differ are told apart by their numbers", () => {
    const machine = machineWith(changed(madeUpGpus(3), 1, { ecc: false }));
    expect(factsOf(machine)["GPUs"]).toEqual([
      "GPU 0, 2: NVIDIA H200 · 140 GiB · ECC on · MIG off · power limit 700 W",
      "GPU 1: NVIDIA H200 · 140 GiB · ECC off · MIG off · power limit 700 W",
    ]);
  });

  test("what a machine does not say is left out or said to be unknown", () => {
    const silent = changed({ ...madeUpGpus(1), driver: null, runtime: null }, 0, {
      address: null,
      numaNode: null,
      memoryBytes: null,
      ecc: null,
      mig: null,
      powerLimitWatts: null,
      links: [{ address: "x", speedGTs: null, width: null, maxSpeedGTs: 32, maxWidth: 16 }],
    });
    expect(factsOf(machineWith(silent))).toEqual({
      GPUs: ["1 × NVIDIA H200"],
      "GPU 0": ["PCI address unknown · NUMA node unknown", "PCIe link not shown by this machine"],
    });
  });

  test("a node of −1 is the firmware's silence where there is no hypervisor", () => {
    const facts = factsOf(machineWith(changed(madeUpGpus(2), 1, { numaNode: 3 }), "none"));
    expect(facts["GPU 0"]?.[0]).toBe("0000:01:00.0 · NUMA node −1: the firmware does not say");
    expect(facts["GPU 1"]?.[0]).toBe("0000:02:00.0 · NUMA node 3");
  });

  test("each kind of connection names its pairs, in whichever direction it was read", () => {
    const interconnect = [
      { from: 0, to: 1, link: "NV18" },
      { from: 1, to: 0, link: "NV18" },
      { from: 2, to: 0, link: "SYS" },
      { from: 1, to: 2, link: "SYS" },
    ];
    expect(factsOf(machineWith({ ...madeUpGpus(3), interconnect }))["Interconnect"]).toEqual([
      "NV18: 0–1",
      "SYS: 0–2, 1–2",
    ]);
  });

  test("a GPU that cannot be used is a problem in one sentence; without any there is nothing to say", () => {
    const problem = "there is an NVIDIA GPU but no driver: install it";
    expect(factsOf(machineWith({ ...noGpus, problem }))).toEqual({ Problem: [problem] });
    expect(factsOf(machineWith(noGpus))).toEqual({});
  });
});

const atWork: GpuLoad = {
  gpu: 0,
  samples: 8,
  busySamples: 6,
  smClockMHz: { min: 1500, median: 1900, max: 1980 },
  memoryClockMHz: { min: 3201, median: 3201, max: 3201 },
  temperatureC: { min: 40, median: 50, max: 60 },
  powerWatts: { min: 100, median: 600, max: 700 },
  throttleReasons: [],
  pcieGeneration: 5,
  pcieWidth: 16,
};
const atRest: GpuLoad = {
  ...atWork,
  busySamples: 0,
  smClockMHz: null,
  memoryClockMHz: null,
  temperatureC: null,
  powerWatts: null,
  pcieGeneration: null,
  pcieWidth: null,
};

function loaded(
  loads: readonly (Partial<GpuLoad> & { readonly benchmark?: string })[],
  machine: MachineFacts | null = machineWith(madeUpGpus(2)),
): Configuration {
  return bareConfiguration({
    samples: [],
    machine,
    gpuLoad: loads.map(({ benchmark = "lifting", ...load }, i) => ({
      benchmark,
      round: i + 1,
      load: { ...atWork, ...load },
    })),
  });
}

/** What the table of GPUs under load says, a line of its own for each detail. */
function tableOf(configuration: Configuration): string[][] {
  const rows = gpuLoadTable(memberOf(configuration).gpuLoads)?.rows ?? [];
  return rows.map((row) => row.map(({ text, details = [] }) => [text, ...details].join("\n")));
}

/** What is found of the GPUs' links and clocks under load. */
function foundIn(...configurations: readonly Configuration[]): string[] {
  return groupOf(...configurations)
    .findings.filter(({ rule }) => rule === "pcie-link" || rule === "gpu-throttling")
    .flatMap(({ cases }) => cases.map(({ configs, sentence }) => `${configs.join()}: ${sentence}`));
}

describe("under load", () => {
  test("a GPU's trials of a benchmark are one row: median of medians, lowest and highest", () => {
    const configuration = loaded([
      { throttleReasons: ["sw_power_cap"] },
      {
        smClockMHz: { min: 1400, median: 1700, max: 1980 },
        temperatureC: { min: 45, median: 52, max: 66 },
        throttleReasons: ["sw_power_cap", "sync_boost"],
      },
      atRest,
    ]);
    expect(tableOf(configuration)).toEqual([
      [
        "lifting",
        "0",
        "12 of 24",
        "1,800\n1,400–1,980",
        "3,201",
        "51\n40–66",
        "600\n100–700",
        "sw_power_cap, sync_boost",
        "Gen5 ×16\nof Gen5 ×16",
      ],
    ]);
    expect(foundIn(configuration)).toEqual([]);
  });

  test("a benchmark stands once above its GPUs", () => {
    const rows = tableOf(
      loaded([{ gpu: 0 }, { gpu: 1 }, { gpu: 0, benchmark: "rowing" }, { gpu: 1, benchmark: "rowing" }]),
    );
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ["lifting", "0"],
      ["", "1"],
      ["rowing", "0"],
      ["", "1"],
    ]);
  });

  test("a slow link under load is degraded, in words and with how often", () => {
    const configuration = loaded([
      { gpu: 1, pcieGeneration: 4 },
      { gpu: 1 },
      { gpu: 1, pcieGeneration: 4, benchmark: "rowing" },
      { gpu: 0 },
    ]);
    expect(tableOf(configuration).map((row) => row.at(-1))).toEqual([
      "degraded: Gen4 ×16\nof Gen5 ×16\nin 1 of 2 trials",
      "degraded: Gen4 ×16\nof Gen5 ×16\nin 1 of 1 trial",
      "Gen5 ×16\nof Gen5 ×16",
    ]);
    expect(foundIn(configuration)).toEqual([
      "a: The PCIe link of GPU 1 ran at Gen4 ×16 under load, of Gen5 ×16, in 2 of 3 trials of lifting and rowing.",
    ]);
  });

  test("a narrow link is degraded as well, and GPUs alike share a finding", () => {
    expect(foundIn(loaded([{ gpu: 1, pcieWidth: 8 }, { pcieWidth: 8 }]))).toEqual([
      "a: The PCIe links of GPUs 0 and 1 ran at Gen5 ×8 under load, of Gen5 ×16, each in 1 of 1 trial of lifting.",
    ]);
  });

  test("a width that one trial did not show does not stand for the others", () => {
    const table = tableOf(loaded([{ pcieWidth: null }, { pcieWidth: 16 }]));
    expect(table.map((row) => row.at(-1))).toEqual(["Gen5 ×16\nof Gen5 ×16"]);
  });

  test("nothing at rest makes a link degraded: neither samples without work nor the facts", () => {
    const machine = machineWith(madeUpGpus(2, [0, 1]));
    const resting = loaded([{ ...atRest, pcieGeneration: 1, pcieWidth: 1 }], machine);
    expect(foundIn(resting, loaded([], machine))).toEqual([]);
    expect(tableOf(resting).map((row) => row.slice(2))).toEqual([["0 of 8", "–", "–", "–", "–", "–", "–"]]);
  });

  test("what a real slot cannot do is no degradation, what a hypervisor's slot shows does not count", () => {
    const slow: Partial<GpuLoad> = { pcieGeneration: 4 };
    const fast = { speedGTs: 32, width: 16, maxSpeedGTs: 32, maxWidth: 16 };
    const links = [
      { ...fast, address: "0000:01:00.0" },
      { ...fast, address: "0000:00:01.0", maxSpeedGTs: 16 },
    ];
    const gpus = changed(madeUpGpus(1), 0, { links });
    expect(foundIn(loaded([slow], machineWith(gpus, "none")))).toEqual([]);
    expect(foundIn(loaded([slow], machineWith(gpus, "kvm")))).toHaveLength(1);
  });

  test("a link whose possibilities are not known is not called degraded", () => {
    expect(foundIn(loaded([{ pcieGeneration: 1 }], null))).toEqual([]);
    expect(tableOf(loaded([{ pcieGeneration: 1 }], null))[0]?.at(-1)).toBe("Gen1 ×16");
  });

  test.each(["hw_slowdown", "hw_thermal_slowdown", "sw_thermal_slowdown", "hw_power_brake_slowdown"])(
    "clocks held back by %s are to be known",
    (reason) => {
      const configuration = loaded([{ throttleReasons: ["sw_power_cap", reason] }, {}]);
      expect(foundIn(configuration)).toEqual([
        expect.stringMatching(
          new RegExp(`^a: The clocks of GPU 0 were held back by .*${reason}.* in 1 of 2 trials of lifting`),
        ),
      ]);
    },
  );

  test("a power cap is usual", () => {
    expect(foundIn(loaded([{ throttleReasons: ["sw_power_cap"] }]))).toEqual([]);
  });

  test("configurations that share a finding are named in one", () => {
    const held: Partial<GpuLoad> = { throttleReasons: ["hw_slowdown"] };
    expect(foundIn(loaded([held]), { ...loaded([held]), config: "b" })).toEqual([
      expect.stringMatching(
        /^a,b: The clocks of GPU 0 were held back by .*hw_slowdown.* in 1 of 1 trial of lifting/,
      ),
    ]);
  });

  test("without anybody looking there is no table", () => {
    expect(gpuLoadTable(memberOf(loaded([])).gpuLoads)).toBeNull();
  });
});

test("the sampler's cost is of the trials in which it ran", () => {
  const trial = {
    wallSeconds: 10,
    cpuSeconds: 1,
    stealSeconds: null,
    otherCpuSeconds: null,
    involuntarySwitches: null,
    pressureSeconds: null,
    harnessCpuSeconds: 0.1,
    samplerCpuSeconds: 0,
  };
  const sampler = (samplerCpuSeconds: number): readonly string[] | undefined =>
    memberOf(
      bareConfiguration({ samples: [], noise: [trial, { ...trial, samplerCpuSeconds }] }),
    ).details.noise.find(({ label }) => label === "GPU sampler")?.lines;
  expect(sampler(0.03)).toEqual(["0.300 % of one CPU"]);
  expect(sampler(0)).toBeUndefined();
});
