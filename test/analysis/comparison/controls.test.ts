import { expect, test } from "bun:test";
import { compare } from "../../../src/analysis/comparison/compare.ts";
import { type Controls, controlsOf } from "../../../src/analysis/comparison/controls.ts";
import { otherwiseDifferent } from "../../../src/analysis/comparison/otherwise_different.ts";
import { sideOf } from "../../../src/analysis/comparison/side.ts";
import { gather } from "../../../src/analysis/gathered.ts";
import { catalogue } from "../../../src/benchmarks/index.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { madeUpConfiguration } from "../../report/made_up_configuration.ts";
import type { GpuMaking } from "../../report/made_up_gpu.ts";
import { madeUpGpus, madeUpMachine } from "../../report/made_up_machine.ts";

const machine = madeUpMachine({ threads: 8, nodes: 1, hypervisor: "kvm", gpus: madeUpGpus(2) });

function measured(config: string, seed: number, gpuMaking?: GpuMaking): Configuration {
  return madeUpConfiguration({ gpu: "nvidia-h200", config, machine, seed, ...(gpuMaking && { gpuMaking }) });
}

function controls(base: Configuration, candidate: Configuration): Controls {
  return controlsOf(compare(sideOf(gather(base), catalogue), sideOf(gather(candidate), catalogue), []));
}

const cool = { transport: "P2P/NVLink" } as const;

test("GPUs that do the same are steady", () => {
  const { moved, steady } = controls(measured("a", 1, cool), measured("b", 2, cool));
  expect(moved).toEqual([]);
  expect(steady.map(({ metric, at }) => `${metric.id} ${at["gpu"] ?? "all"}`)).toContain(
    "gpu-compute.rate 0",
  );
});

test("a GPU that was too hot moved its control, and its own samples say so", () => {
  const { moved } = controls(measured("a", 1, cool), measured("b", 2, { ...cool, hot: [1] }));
  const compute = moved.filter(({ figure }) => figure.metric.id === "gpu-compute.rate");
  expect(compute.map(({ figure }) => [figure.at["gpu"], figure.verdict.is])).toEqual([[1, "worse"]]);
  const [control] = compute;
  expect(control?.underLoad.base).toMatchObject({ gpu: 1, benchmark: "gpu-compute", heldBackTrials: 0 });
  expect(control?.underLoad.candidate?.heldBackTrials).toBeGreaterThan(0);
  expect(control?.underLoad.candidate?.throttleReasons).toContain("hw_thermal_slowdown");
});

test("without GPUs there is no control", () => {
  expect(controls(measured("a", 1), measured("b", 2))).toEqual({ moved: [], steady: [], undecided: [] });
});

function withMachine(
  configuration: Configuration,
  changed: Partial<NonNullable<Configuration["machine"]>>,
): Configuration {
  return {
    ...configuration,
    runs: configuration.runs.map((run) => ({ ...run, machine: { ...run.machine, ...changed } })),
  };
}

test("what differs beside the settings is told, and nothing else", () => {
  const base = measured("a", 1, cool);
  expect(otherwiseDifferent(base, measured("b", 2, cool))).toEqual([]);
  const other = withMachine(base, {
    cpu: { ...machine.cpu, allowed: "0-3", model: "another CPU" },
    environment: { NCCL_P2P_DISABLE: "1" },
    gpus: { ...machine.gpus, driver: "600.1" },
  });
  expect(otherwiseDifferent(base, other)).toEqual([
    { what: "CPUs", base: "8", candidate: "4" },
    { what: "CPU model", base: machine.cpu.model ?? "", candidate: "another CPU" },
    { what: "GPU driver", base: "580.159.04", candidate: "600.1" },
    { what: "environment", base: "", candidate: "NCCL_P2P_DISABLE=1" },
  ]);
});

test("versions of tools count that both used, and of GPUs that both saw", () => {
  const base = measured("a", 1, cool);
  const [run] = base.runs;
  if (run === undefined) throw new Error("a made-up configuration has a run");
  const tools = run.tools.map((tool) => ({
    ...tool,
    version: tool.id === "sysbench" ? "sysbench 1.1" : tool.version,
  }));
  const newer = {
    ...base,
    runs: [
      {
        ...run,
        tools: [...tools, { ...run.tools[0], id: "more", benchmark: "x", label: "", path: "", version: "9" }],
      },
    ],
  };
  expect(otherwiseDifferent(base, newer).map(({ what }) => what)).toEqual(["tools"]);
  const hidden = withMachine(base, { gpus: { ...machine.gpus, devices: [] } });
  expect(otherwiseDifferent(base, hidden)).toEqual([]);
});

test("older results say nothing of what else differs", () => {
  const base = measured("a", 1);
  expect(otherwiseDifferent({ ...base, runs: [] }, base)).toEqual([]);
});
