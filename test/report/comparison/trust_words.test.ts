import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { disturbanceCounts, noiseWords } from "../../../src/report/comparison/noise_words.ts";
import { movedControls, trustWords } from "../../../src/report/comparison/trust_words.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import type { GpuLoad, Noise, Trial } from "../../../src/results/metadata.ts";
import { finishedTrial, keptTrial } from "../../results/example.ts";
import { madeUpGpus, madeUpMachine } from "../made_up_machine.ts";
import {
  comparedGroup,
  comparison,
  configuration,
  inRun,
  machine,
  overBoots,
  runOf,
  withGpu,
  without,
  withValues,
} from "./made_up_comparison.ts";

const matmul = "FP32 matrix multiplication, TF32 off, GPU 0";
const copies = "Device to device, bytes copied, counted once, GPU 0";

/** With the GPU's load changed while it multiplied. */
function loaded(
  of: Configuration,
  change: (load: GpuLoad, round: number) => Partial<GpuLoad>,
): Configuration {
  return {
    ...of,
    gpuLoad: of.gpuLoad.map((seen) =>
      seen.benchmark === "gpu-compute"
        ? { ...seen, load: { ...seen.load, ...change(seen.load, seen.round) } }
        : seen,
    ),
  };
}

function clock(median: number): Pick<GpuLoad, "smClockMHz"> {
  return { smClockMHz: { min: median, median, max: median } };
}

const host = withGpu("host");
/** Its GPU multiplies a tenth slower. */
const slow = withValues(withGpu("pin"), "gpu-compute.rate", (value) => 0.9 * value);

const moved =
  `A control moved: ${matmul} −10.0 % (−10.0 to −10.0) from host to pin, which no vCPU setting should do, so do not ` +
  "trust the GPU figures until it agrees. Under load: ";

describe("a control that moved", () => {
  test("is told with the clocks of both sides and what held them back", () => {
    const hot = loaded(slow, (_, round) => ({
      ...clock(1350),
      throttleReasons: round <= 8 ? ["sw_power_cap", "sw_thermal_slowdown"] : ["sw_power_cap"],
    }));
    expect(movedControls(comparison(host, hot))).toEqual([
      `${moved}SM clock 1,590 → 1,350 MHz; held back by sw_thermal_slowdown in 8 of 10 trials of pin; PCIe link Gen5 ` +
        "×16 on both.",
    ]);
  });

  test("may have been held back on both sides, for several reasons", () => {
    const braked = loaded(host, () => ({ throttleReasons: ["hw_power_brake_slowdown"] }));
    const hot = loaded(slow, (_, round) => ({
      throttleReasons: round === 3 ? ["hw_slowdown", "hw_thermal_slowdown"] : [],
    }));
    expect(movedControls(comparison(braked, hot))).toEqual([
      `${moved}SM clock 1,590 MHz on both; held back by hw_power_brake_slowdown in 10 of 10 trials of host; held back by ` +
        "hw_slowdown, hw_thermal_slowdown in 1 of 10 trials of pin; PCIe link Gen5 ×16 on both.",
    ]);
  });

  test("is told with the links where they differ, and that nothing throttled", () => {
    const narrow = loaded(slow, () => ({ pcieGeneration: 1, pcieWidth: 8 }));
    expect(movedControls(comparison(host, narrow))).toEqual([
      `${moved}SM clock 1,590 MHz on both; no throttling; PCIe link Gen5 ×16 → Gen1 ×8.`,
    ]);
  });

  test("is told without what the machine does not show", () => {
    const hidden = loaded(slow, () => ({ smClockMHz: null, pcieGeneration: null, pcieWidth: null }));
    expect(movedControls(comparison(host, hidden))).toEqual([
      `${moved}clocks not shown; no throttling; PCIe link Gen5 ×16 → unknown.`,
    ]);
  });

  test.each([
    ["nobody sampled the GPU", { ...slow, gpuLoad: [] }],
    ["no sample found work on it", loaded(slow, () => ({ busySamples: 0 }))],
  ])("is not explained where %s", (_, unseen) => {
    expect(movedControls(comparison(host, unseen))).toEqual([
      `${moved}nobody saw the GPU at work on both sides, so the samples under load do not say why.`,
    ]);
    const [other] = movedControls(comparison({ ...unseen, config: "host" }, withGpu("pin")));
    expect(other).toEndWith("so the samples under load do not say why.");
  });

  test("is told when it got better, too", () => {
    const [sentence] = movedControls(comparison({ ...slow, config: "host" }, withGpu("pin")));
    expect(sentence).toStartWith(`A control moved: ${matmul} +11.1 % (+11.1 to +11.1) from host to pin, `);
  });

  test("is told once for each control, and never for a target", () => {
    const slower = withValues(slow, "gpu-bandwidth.d2d", (value) => 0.8 * value);
    const sentences = movedControls(comparison(host, slower));
    expect(sentences.map((sentence) => sentence.split(" from ")[0])).toEqual([
      `A control moved: ${matmul} −10.0 % (−10.0 to −10.0)`,
      `A control moved: ${copies} −20.0 % (−20.0 to −20.0)`,
    ]);
    expect(movedControls(comparison(host, withGpu("pin", { cpu: 0.5, bandwidth: 0.5 })))).toEqual([]);
  });
});

/** The sentence among those on trust that has these words. */
function told(words: string, ...[base, candidate, others]: Parameters<typeof comparison>): string | null {
  const all = trustWords(comparison(base, candidate, others));
  return all.find((text) => text.includes(words)) ?? null;
}

describe("controls", () => {
  test("that are the same are named as steady", () => {
    expect(told("steady", host, withGpu("pin", { cpu: 0.5 }))).toBe(`Controls steady: ${matmul}; ${copies}.`);
  });

  test("that may have moved are named as such", () => {
    let round = 0;
    const noisy = withValues(
      withGpu("pin"),
      "gpu-bandwidth.d2d",
      (value) => value * (1 + 0.05 * (round++ % 3)),
    );
    const all = trustWords(comparison(host, noisy));
    expect(all.slice(0, 2)).toEqual([
      `Controls steady: ${matmul}.`,
      `Controls not shown to be steady: ${copies}.`,
    ]);
  });

  test("that moved are told of elsewhere", () => {
    const all = trustWords(comparison(host, slow));
    expect(all[0]).toBe(`Controls steady: ${copies}.`);
    expect(all.join()).not.toContain(matmul);
  });

  test("that were not measured on both sides vouch for nothing", () => {
    const none =
      "No control was measured on both sides (a GPU's compute and its own memory): nothing vouches for the rest.";
    expect(told("No control", configuration("a"), configuration("b"))).toBe(none);
    expect(told("No control", host, configuration("b"))).toBe(none);
    expect(told("No control", host, without(withGpu("b"), "gpu-compute"))).toBeNull();
  });
});

const base = configuration("host");
const pin = configuration("pin");
const exactly = (bootId: string): readonly [string, number] => [bootId, 1];

describe("whether a difference may be the luck of a boot", () => {
  test("is not known from one boot each where nothing tells", () => {
    expect(trustWords(comparison(base, pin))).toContain(
      "One boot each: whether another boot would give the same is not known; add one to each with run NAME --append.",
    );
  });

  test("is not asked of two runs of one boot, where it is the luck of a run", () => {
    const again = inRun(pin, { machine: { ...machine, bootId: "boot of host" } });
    expect(told("One run each", base, again)).toBe(
      "One run each, in the same boot: whether another boot would give the same is not known; add one to each with run " +
        "NAME --append.",
    );
  });

  test("is estimated from another configuration of the group that was booted again", () => {
    const witness = overBoots(configuration("numa"), [
      ["1", 0.99],
      ["2", 1.01],
    ]);
    // The standard deviation of the logarithms, from 0.99 and 1.01.
    expect(told("One boot", base, pin, [witness])).toBe(
      "One boot each: rebooting moved figures of numa by ±1.42 % (the middle one; at most ±1.42 %), which counts here as " +
        "well.",
    );
  });

  test("is said of running again where no boot lay between", () => {
    const witness = overBoots(configuration("numa"), [exactly("1"), exactly("1")]);
    expect(told("One boot", base, pin, [witness])).toBe(
      "One boot each: running again moved figures of numa by ±0 % (the middle one; at most ±0 %), which counts here as " +
        "well.",
    );
  });

  test("names all that were booted again, and the figure that moved most", () => {
    const witnesses = ["numa", "huge"].map((name) =>
      overBoots(configuration(name), [exactly("1"), exactly("2")]),
    );
    const [first, second] = witnesses;
    if (first === undefined || second === undefined) throw new RangeError("there are two");
    const restless = {
      ...first,
      samples: first.samples.map((sample) =>
        sample.metric === "cpu-single.rate" && sample.run === 2
          ? { ...sample, value: 1.1 * sample.value }
          : sample,
      ),
    };
    expect(told("One boot", base, pin, [restless, second])).toMatch(
      /^One boot each: rebooting moved figures of numa, huge by ±0 % \(the middle one; at most ±\d\.\d\d %\)/,
    );
  });

  test("is said of the side that has but one", () => {
    const booted = overBoots(pin, [exactly("1"), exactly("2")]);
    expect(told("One boot", base, booted)).toStartWith("One boot of host: rebooting moved figures of pin by");
    expect(told("One boot", booted, base)).toStartWith("One boot of host: rebooting moved figures of pin by");
  });

  test("counts as it is where both sides were booted or run again", () => {
    const booted = overBoots(base, [exactly("1"), exactly("2"), exactly("3")]);
    const again = overBoots(pin, [exactly("4"), exactly("4")]);
    const all = trustWords(comparison(booted, again));
    expect(all).toContain("3 boots of host, 2 runs of one boot of pin: what varies between them counts.");
    expect(all.join()).not.toContain("One boot");
  });
});

describe("what else differs", () => {
  function on(changes: Partial<MachineFacts>, of = pin): Configuration {
    return inRun(of, { machine: { ...machine, ...changes } });
  }

  test("is nothing between configurations of like machines", () => {
    expect(told("Not the same", base, pin)).toBeNull();
  });

  test("is told of the number of CPUs, with what that does to figures of all of them", () => {
    const larger = on({ cpu: { ...machine.cpu, allowed: "0-7" } });
    expect(told("Not the same", base, larger)).toBe(
      "Not the same number of CPUs: 4 of host, 8 of pin: figures of all CPUs together are not of equally many.",
    );
  });

  test("is told of the environment, in any order of its variables", () => {
    const set = on({ environment: { OMP_PROC_BIND: "true", NCCL_P2P_DISABLE: "1" } });
    expect(told("Not the same", base, set)).toBe(
      "Not the same environment variables: none of host, NCCL_P2P_DISABLE=1 OMP_PROC_BIND=true of pin.",
    );
    const turned = on({ environment: { NCCL_P2P_DISABLE: "1", OMP_PROC_BIND: "true" } }, base);
    expect(told("Not the same", turned, set)).toBeNull();
  });

  test("is told of the CPU, the GPUs and their driver", () => {
    const gpus = madeUpGpus(1);
    const other = on({
      cpu: { ...machine.cpu, model: "Another CPU" },
      gpus: { ...gpus, driver: "570.1", devices: gpus.devices.map((gpu) => ({ ...gpu, uuid: "GPU-1" })) },
    });
    expect(trustWords(comparison(base, other)).filter((text) => text.startsWith("Not"))).toEqual([
      "Not the same CPU model: AMD EPYC 9554 64-Core Processor of host, Another CPU of pin.",
      "Not the same GPUs: NVIDIA H200 of host, NVIDIA H200 GPU-1 of pin.",
      "Not the same GPU driver: 580.159.04 of host, 570.1 of pin.",
    ]);
  });

  test("is not told of GPUs where one side has none", () => {
    const bare = on({ gpus: madeUpMachine({ threads: 4, nodes: 1, hypervisor: "kvm" }).gpus });
    expect(told("Not the same", base, bare)).toBeNull();
  });

  test("is told of the versions of the tools that both have", () => {
    const newer = inRun(pin, {
      tools: runOf(pin).tools.map((tool) =>
        tool.id === "sysbench" ? { ...tool, version: "sysbench 1.1" } : tool,
      ),
    });
    expect(told("Not the same", base, newer)).toContain("Not the same tool versions: sysbench 1.0.20, ");
    const fewer = inRun(pin, { tools: runOf(pin).tools.slice(1) });
    expect(told("Not the same", base, fewer)).toBeNull();
  });
});

const quiet: Noise = {
  wallSeconds: 10,
  cpuSeconds: 40,
  stealSeconds: 0,
  otherCpuSeconds: 0,
  involuntarySwitches: 0,
  pressureSeconds: 0,
  harnessCpuSeconds: 0,
  samplerCpuSeconds: 0,
};

/** Trials of one benchmark, each with what disturbed it. */
function inTrials(of: Configuration, ...noises: readonly Partial<Noise>[]): Configuration {
  const trials = noises.map((noise, i): Trial => {
    const kept = keptTrial(finishedTrial(i + 1, { gpuLoad: [] }));
    return { ...kept, noise: { ...quiet, ...noise } };
  });
  return inRun(of, { trials });
}

const steal = { stealSeconds: 10 };

describe("the noise of trials", () => {
  const calm = inTrials(base, {}, {});
  const disturbed = inTrials(pin, steal, {}, { otherCpuSeconds: 30, ...steal });

  test("is counted for every configuration, in the order in which they were named", () => {
    expect(noiseWords(comparedGroup(calm, [disturbed, inTrials(configuration("numa"), {})]))).toBe(
      "Noisy trials: host 0 of 2, pin 2 of 3 (steal 2, other load 1), numa 0 of 1; kept (--exclude-noisy leaves them " +
        "out).",
    );
  });

  test("is said to be left out where it was", () => {
    expect(noiseWords(comparedGroup(calm, [disturbed], { excludesNoisy: true }))).toBe(
      "Noisy trials: host 0 of 2, pin 2 of 3 (steal 2, other load 1); left out.",
    );
  });

  test("needs no word on what became of it where there is none", () => {
    const calmer = inTrials(pin, {});
    for (const excludesNoisy of [true, false])
      expect(noiseWords(comparedGroup(calm, [calmer], { excludesNoisy }))).toBe(
        "Noisy trials: host 0 of 2, pin 0 of 1.",
      );
  });

  test("is counted by what disturbed, in one order", () => {
    const trial = { benchmark: "stream", round: 1 };
    expect(disturbanceCounts([])).toBe("");
    expect(
      disturbanceCounts([
        { ...trial, disturbances: ["throttling", "PCIe link"] },
        { ...trial, disturbances: ["CPU pressure", "throttling"] },
      ]),
    ).toBe("CPU pressure 1, throttling 2, PCIe link 1");
  });
});
