import type { Gpu, MachineFacts } from "../machine/facts.ts";
import type { Applicability } from "./benchmark.ts";

/** Whether there are GPUs whose numbers would be theirs: a slice of one says nothing about the whole. */
export function gpuApplicability({ gpus: { devices, problem } }: MachineFacts): Applicability {
  if (devices.length === 0) return { applies: false, because: problem ?? "no GPU" };
  const sliced = devices.find(({ mig }) => mig === true);
  if (sliced === undefined) return { applies: true };
  const { index, address } = sliced;
  return {
    applies: false,
    because:
      `GPU ${index} is cut into slices (MIG), of which a process sees one only; ` +
      `nvidia-smi -i ${address ?? index} -mig 0 makes it whole again`,
  };
}

/** Whether a machine's GPUs are of this vendor. */
export function hasGpusOf(vendor: Gpu["vendor"]): (machine: MachineFacts) => boolean {
  return ({ gpus: { devices } }) => devices.some((gpu) => gpu.vendor === vendor);
}
