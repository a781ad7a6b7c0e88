import type { Gpu, MachineFacts } from "../../../src/machine/facts.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import type { GpuLoad } from "../../../src/results/metadata.ts";
import type { RecordedSample } from "../../../src/results/sample.ts";
import { type Making, madeUpConfiguration } from "../../report/made_up_configuration.ts";
import type { GpuMaking } from "../../report/made_up_gpu.ts";
import { madeUpGpus, madeUpMachine } from "../../report/made_up_machine.ts";

/** As many H200 joined by NVLink, each with an UUID. */
export function gpusOf(count: number): MachineFacts["gpus"] {
  const gpus = madeUpGpus(count);
  return { ...gpus, devices: gpus.devices.map((gpu) => ({ ...gpu, uuid: `GPU-${gpu.index}` })) };
}

/** The same with something changed in each. */
export function withGpus(machine: MachineFacts, change: (gpu: Gpu) => Partial<Gpu>): MachineFacts {
  const { gpus } = machine;
  return {
    ...machine,
    gpus: { ...gpus, devices: gpus.devices.map((gpu) => ({ ...gpu, ...change(gpu) })) },
  };
}

/** GPUs that are connected in another way. */
export function connectedBy(machine: MachineFacts, link: string): MachineFacts {
  const interconnect = machine.gpus.interconnect.map((pair) => ({ ...pair, link }));
  return { ...machine, gpus: { ...machine.gpus, interconnect } };
}

/** A guest with one NUMA node and as many GPUs. */
export function guest(count = 2, nodes = 1): MachineFacts {
  return madeUpMachine({ threads: 32, nodes, hypervisor: "kvm", gpus: gpusOf(count) });
}

/** Bare metal with two nodes, the first half of its GPUs on the first. */
export function host(count = 2): MachineFacts {
  const machine = madeUpMachine({ threads: 64, nodes: 2, hypervisor: "none", gpus: gpusOf(count) });
  return withGpus(machine, ({ index }) => ({ numaNode: Math.floor((index * 2) / count) }));
}

/** Ten rounds with all GPU benchmarks that do not wander, so that every figure is exactly what it was made. */
export function measured(
  machine: MachineFacts,
  gpuMaking: Partial<GpuMaking> = {},
  making: Partial<Making> = {},
): Configuration {
  return madeUpConfiguration({
    gpu: "nvidia-h200",
    config: "pin",
    machine,
    seed: 1,
    wander: 0,
    gpuMaking: { transport: "P2P/NVLink", ...gpuMaking },
    ...making,
  });
}

/** With samples changed. */
export function withSamples(
  of: Configuration,
  change: (sample: RecordedSample) => Partial<RecordedSample>,
): Configuration {
  return { ...of, samples: of.samples.map((sample) => ({ ...sample, ...change(sample) })) };
}

/** With values of a metric on some GPUs so many times as large. */
export function scaled(
  of: Configuration,
  metric: string,
  factor: number | ((round: number) => number),
  gpus: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7],
): Configuration {
  return withSamples(of, ({ metric: own, at, value, round }) =>
    own === metric && gpus.includes(Number(at["gpu"]))
      ? { value: value * (typeof factor === "number" ? factor : factor(round)) }
      : {},
  );
}

/** With what the sampler saw changed. */
export function withLoads(
  of: Configuration,
  change: (load: GpuLoad, benchmark: string, round: number) => Partial<GpuLoad>,
): Configuration {
  return {
    ...of,
    gpuLoad: of.gpuLoad.map((seen) => ({
      ...seen,
      load: { ...seen.load, ...change(seen.load, seen.benchmark, seen.round) },
    })),
  };
}
