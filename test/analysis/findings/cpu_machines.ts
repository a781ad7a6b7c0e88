import { type Coordinates, isAt } from "../../../src/benchmarks/metric.ts";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import type { Noise } from "../../../src/results/metadata.ts";
import { madeUpConfiguration, type Making } from "../../report/made_up_configuration.ts";
import { madeUpMachine } from "../../report/made_up_machine.ts";
import { finishedTrial, keptTrial } from "../../results/example.ts";

const miB = 1024 ** 2;

/** Without the wide last-level cache of the real ones, for which STREAM's arrays are small. */
const lastLevelBytes = 64 * miB;

/** A guest with eight cores of two threads. */
export function guest(nodes = 1, threads = 16): MachineFacts {
  return madeUpMachine({ threads, nodes, hypervisor: "kvm", lastLevelBytes });
}

/** A host with the same CPUs and two nodes of 32 CPUs. */
export function host(threads = 64): MachineFacts {
  return madeUpMachine({ threads, nodes: 2, hypervisor: "none", lastLevelBytes });
}

export function withCpu(machine: MachineFacts, changes: Partial<MachineFacts["cpu"]>): MachineFacts {
  return { ...machine, cpu: { ...machine.cpu, ...changes } };
}

/** Measured ten times with nothing wrong. */
export function measured(machine: MachineFacts, making: Partial<Making> = {}): Configuration {
  return madeUpConfiguration({ gpu: "g", config: "c", machine, seed: 1, ...making });
}

/** With other values of a metric at a place: one for all, or what becomes of each. */
export function withValues(
  configuration: Configuration,
  metric: string,
  value: number | ((before: number, round: number) => number),
  place: Coordinates = {},
): Configuration {
  const become = (before: number, round: number): number =>
    typeof value === "number" ? value : value(before, round);
  return {
    ...configuration,
    samples: configuration.samples.map((sample) =>
      sample.metric === metric && isAt(sample.at, place)
        ? { ...sample, value: become(sample.value, sample.round) }
        : sample,
    ),
  };
}

/** Ten quiet seconds of all CPUs. */
const quiet: Noise = {
  wallSeconds: 10,
  cpuSeconds: 100,
  stealSeconds: 0,
  otherCpuSeconds: 0,
  involuntarySwitches: 10,
  pressureSeconds: 0,
  harnessCpuSeconds: 0.01,
  samplerCpuSeconds: 0,
};

/** With a trial for each benchmark and round, quiet but for the changes. */
export function withNoise(
  configuration: Configuration,
  changes: (benchmark: string, round: number) => Partial<Noise>,
): Configuration {
  return {
    ...configuration,
    runs: configuration.runs.map((run) => ({
      ...run,
      trials: Array.from({ length: run.settings.rounds }, (_, i) => i + 1).flatMap((round) =>
        run.settings.tests.map((benchmark) =>
          keptTrial(
            finishedTrial(round, {
              benchmark,
              gpuLoad: [],
              noise: { ...quiet, ...changes(benchmark, round) },
            }),
          ),
        ),
      ),
    })),
  };
}
