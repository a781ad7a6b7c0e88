import { cpusIn } from "../../machine/cpu_list.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Case } from "./rule.ts";

/** Whether a hypervisor is known to run the machine: where nothing tells, nobody is accused of how it is set up. */
export function isGuest({ hypervisor }: Pick<MachineFacts, "hypervisor">): boolean {
  return hypervisor !== null && hypervisor !== "none";
}

/** The bare machine under a guest. */
export interface Host {
  readonly configuration: Configuration;
  readonly machine: MachineFacts;
}

/**
 * The host of a guest: the first run on bare metal of its group whose CPUs have the same name, as host-passthrough
 * gives the guest. Null where none was measured, or where the guest is shown other CPUs.
 */
export function hostOf({ configuration, others }: Pick<Case, "configuration" | "others">): Host | null {
  const model = configuration.machine?.cpu.model ?? null;
  if (model === null) return null;
  for (const other of others) {
    const { machine } = other;
    if (machine?.hypervisor === "none" && machine.cpu.model === model)
      return { configuration: other, machine };
  }
  return null;
}

/** The most that one NUMA node has. */
export interface LargestNode {
  readonly cpus: number;
  readonly memoryBytes: number;
}

export function largestNode({ numa: { nodes } }: Pick<MachineFacts, "numa">): LargestNode {
  return {
    cpus: Math.max(...nodes.map(({ cpus }) => cpusIn(cpus))),
    memoryBytes: Math.max(...nodes.map(({ memoryBytes }) => memoryBytes)),
  };
}

/** Whether a guest has more CPUs or more memory than any node of its host. */
export function exceedsNode(guest: Pick<MachineFacts, "cpu" | "memory">, node: LargestNode): boolean {
  return guest.cpu.threads > node.cpus || guest.memory.totalBytes > node.memoryBytes;
}

/** What advice has to tell apart: on bare metal all bridges are real, and libvirt has no part in it. */
export function isBareMetal({ hypervisor }: Pick<MachineFacts, "hypervisor">): boolean {
  return hypervisor === "none";
}
