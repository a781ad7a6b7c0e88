import type { Command } from "../benchmarks/benchmark.ts";
import type { MachineFacts } from "../machine/facts.ts";

/** Whether a command loads a GPU. */
export function loadsGpus({ gpus = [] }: Command): boolean {
  return gpus.length > 0;
}

/**
 * What is added to the environment of a command. GPUs are numbered as nvidia-smi does, and what a person has set
 * for the GPU's libraries wins over what the benchmark presets.
 */
export function commandEnvironment(command: Command, machine: MachineFacts): Record<string, string> {
  if (!loadsGpus(command)) return { ...command.environment };
  const presets = { CUDA_DEVICE_ORDER: "PCI_BUS_ID", ...command.environment };
  return Object.fromEntries(
    Object.entries(presets).filter(([name]) => !Object.hasOwn(machine.environment, name)),
  );
}
