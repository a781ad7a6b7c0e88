import type { Gpu, MachineFacts } from "../../../src/machine/facts.ts";
import type { GpuSample } from "../../../src/machine/gpus/gpu_sample.ts";

/** An NVIDIA GPU whose place on the bus is its index, and of which nothing else is known. */
export function gpu(index: number, changes: Partial<Gpu> = {}): Gpu {
  return {
    index,
    vendor: "nvidia",
    model: "NVIDIA H200",
    uuid: null,
    address: `0000:0${index}:00.0`,
    numaNode: null,
    memoryBytes: null,
    ecc: null,
    mig: null,
    powerLimitWatts: null,
    links: [],
    ...changes,
  };
}

export function withGpus(machine: MachineFacts, ...devices: Gpu[]): MachineFacts {
  return { ...machine, gpus: { ...machine.gpus, devices } };
}

/** A sample of a GPU that says nothing. */
export function silentSample(index: number): GpuSample {
  return {
    gpu: index,
    utilizationPercent: null,
    smClockMHz: null,
    memoryClockMHz: null,
    temperatureC: null,
    powerWatts: null,
    throttleReasons: [],
    pcieGeneration: null,
    pcieWidth: null,
  };
}
