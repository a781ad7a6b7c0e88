import type { MachineFacts } from "../machine/facts.ts";
import { kernelAddress } from "../machine/gpus/pci_address.ts";
import { OutputError, type Command } from "./benchmark.ts";

/**
 * A number is of the GPU whose name it bears: CUDA and the machine's facts count the GPUs alike.
 * @param address is where CUDA has its GPU of this index, in whatever form; null when it does not say.
 * @throws OutputError when the facts have another GPU there.
 */
export function assertSameGpu(index: number, address: string | null, machine: MachineFacts): void {
  const known = machine.gpus.devices.find((gpu) => gpu.index === index)?.address ?? null;
  if (address === null || known === null) return;
  const seen = kernelAddress(address) ?? address;
  if (seen === known) return;
  throw new OutputError(
    `GPU ${index} is the one at ${known}, but CUDA counts the one at ${seen} as such: ` +
      "CUDA_DEVICE_ORDER=PCI_BUS_ID in the environment makes them agree",
  );
}

/**
 * Each command of ours is about one GPU, and so must be what it printed.
 * @throws OutputError when that is about another.
 */
export function assertAskedGpu(gpu: number, { at }: Command): void {
  if (gpu !== at["gpu"]) throw new OutputError(`the output is of GPU ${gpu}, not of GPU ${at["gpu"]}`);
}
