import type { Configuration } from "../../results/configuration.ts";
import { fastestLinkOf, type LoadOfBenchmark } from "../gpu_load.ts";
import { isBelow, type LinkState } from "../pcie_link.ts";
import { isBareMetal } from "./host_of_guest.ts";
import type { Case } from "./rule.ts";

/**
 * The most that the slot of a GPU allows, as a bare host of the group saw it: a guest is shown none of the bridges above
 * the GPU, and would call the link of a Gen5 GPU in a Gen4 slot slow for ever. Null where no host tells of this GPU.
 */
function ceilingOnHost(gpu: number, { configuration, others }: Case): LinkState | null {
  const uuid = configuration.machine?.gpus.devices.find(({ index }) => index === gpu)?.uuid ?? null;
  if (uuid === null) return null;
  const ceilings = others.flatMap(({ machine }: Configuration) => {
    if (machine === null || !isBareMetal(machine)) return [];
    const same = machine.gpus.devices.find((device) => device.uuid === uuid);
    return same === undefined ? [] : fastestLinkOf(same.index, machine);
  });
  return ceilings[0] ?? null;
}

/** What was measured over a link that was slower or narrower than it can be. */
export function degradedLinks(of: Case): LoadOfBenchmark[] {
  return of.gpuLoads.filter(({ gpu, link, degradedTrials }) => {
    if (degradedTrials === 0 || link === null) return false;
    const ceiling = ceilingOnHost(gpu, of);
    return ceiling === null || isBelow(link, ceiling);
  });
}
