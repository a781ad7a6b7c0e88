import type { PciGpu } from "./pci_devices.ts";
import { gpusAt } from "./words.ts";

/** Why AMD's GPUs cannot be used before any tool is asked, and the way out; null when nothing stands against it. */
export function amdObstacle(
  present: readonly PciGpu[],
  hasComputeDevice: boolean,
  engine: string | null,
): string | null {
  const where = `${gpusAt(present.map(({ address }) => address))} cannot be used`;
  if (present.every(({ driver }) => driver !== "amdgpu"))
    return (
      `${where}: the driver amdgpu is not bound to ${present.length === 1 ? "it" : "them"}, so load ` +
      "amdgpu (modprobe amdgpu) or install amdgpu-dkms"
    );
  if (hasComputeDevice) return null;
  if (engine === null)
    return `${where}: /dev/kfd is missing, so install amdgpu-dkms, whose amdgpu can compute`;
  const grant =
    engine === "kubernetes"
      ? "give the pod amd.com/gpu in its resource limits"
      : "start it with --device /dev/kfd --device /dev/dri";
  return `${where}: this container was started without /dev/kfd, so ${grant}`;
}
