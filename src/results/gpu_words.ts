import type { Run } from "./metadata.ts";

/** The GPUs that a run's programs saw, by their models and addresses: `NVIDIA H200 at 0000:00:06.0`, or `none`. */
export function gpuWords({ machine: { gpus } }: Pick<Run, "machine">): string {
  return gpus.devices.map(({ model, address }) => `${model} at ${address ?? "?"}`).join(", ") || "none";
}
