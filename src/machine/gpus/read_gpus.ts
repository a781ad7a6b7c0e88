import type { MachineFacts } from "../facts.ts";
import type { RunTool } from "../run_tool.ts";
import type { SystemFiles } from "../system_files.ts";
import { readAmd } from "./amd.ts";
import { visibleFacts, type FoundGpus } from "./found_gpus.ts";
import { readNvidia } from "./nvidia.ts";
import { readPciGpus, type PciGpu } from "./pci_devices.ts";
import { visibleToCuda, visibleToHip, type Environment, type Visible } from "./visible_gpus.ts";
import { gpusAt } from "./words.ts";

/**
 * The GPUs that programs started here see, and what stands in the way of others. Never throws. Where both vendors'
 * GPUs can be used NVIDIA's are taken: no program of ours uses both.
 */
export function readGpus(files: SystemFiles, run: RunTool, environment: Environment): MachineFacts["gpus"] {
  const onBus = readPciGpus(files);
  const ofVendor = (vendor: PciGpu["vendor"]): PciGpu[] => onBus.filter((gpu) => gpu.vendor === vendor);
  const nvidia = readNvidia(files, run, ofVendor("nvidia"));
  const isNvidia = nvidia.gpus.length > 0;
  const amd = isNvidia ? null : readAmd(files, run, ofVendor("amd"));
  const found = amd !== null && (amd.gpus.length > 0 || nvidia.problem === null) ? amd : nvidia;
  const visible = isNvidia ? visibleToCuda(found.gpus, environment) : visibleToHip(found.gpus, environment);
  return {
    ...visibleFacts(found, visible.gpus),
    onBus: onBus.filter(isForPrograms).length,
    driver: found.driver,
    runtime: found.runtime,
    problem: problemOf(found, visible, environment) ?? forGuests(found, onBus),
  };
}

/** Graphics inside an AMD CPU are for a screen: nobody misses them among the GPUs. */
function isForPrograms({ vendor, isAccelerator, driver }: PciGpu): boolean {
  return driver !== "vfio-pci" && (isAccelerator || vendor === "nvidia");
}

function problemOf(found: FoundGpus, { gpus, hiddenBy }: Visible, environment: Environment): string | null {
  if (found.problem !== null || found.gpus.length === 0) return found.problem;
  if (hiddenBy !== null)
    return (
      `${hiddenBy}='${environment[hiddenBy] ?? ""}' hides ${found.gpus.length === 1 ? "the only GPU" : `all ${found.gpus.length} GPUs`}: ` +
      `unset it, or name some of them, each once (${hiddenBy}=0)`
    );
  if (gpus.length > 0) return null;
  return (
    "MIG is on, but no slice of a GPU is there to compute on: make some (nvidia-smi mig -cgi … -C), or turn it off " +
    "(nvidia-smi -mig 0)"
  );
}

/** GPUs that the host keeps for its guests are only then worth a word when there is no other. */
function forGuests(found: FoundGpus, onBus: readonly PciGpu[]): string | null {
  const kept = onBus.filter(({ driver }) => driver === "vfio-pci").map(({ address }) => address);
  if (found.gpus.length > 0 || kept.length === 0) return null;
  return (
    `the host keeps ${gpusAt(kept)} for its guests (vfio-pci): measure there, and here name the group of the guests' ` +
    "results with --gpu"
  );
}
