import type { Settings } from "../../src/benchmarks/settings.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { readMachine } from "../../src/machine/read_machine.ts";
import { epycGuest, twoNodeGuest, xeonGpuGuest } from "../machine/captured.ts";
import { armServer, nps4Server, twoSocketServer } from "../machine/constructed_server.ts";
import { treeFiles } from "../machine/file_tree.ts";

/** Captured: one node, 2 CPUs, plenty of memory. */
export const oneNode = readMachine(treeFiles(epycGuest));
/** Captured: one node, 16 CPUs. */
export const sixteenCpus = readMachine(treeFiles(xeonGpuGuest));
/** Captured: two nodes of 0.7 GB each. */
export const twoSmallNodes = readMachine(treeFiles(twoNodeGuest));
/** Constructed: two nodes with plenty of memory. */
export const twoNodes = readMachine(treeFiles(twoSocketServer));
/** Constructed: eight nodes with plenty of memory. */
export const eightNodes = readMachine(treeFiles(nps4Server));
/** Constructed: a node with CPUs, one without, one with neither CPUs nor memory. */
export const oneNodeWithCpus = readMachine(treeFiles(armServer));

export const machines: Readonly<Record<string, MachineFacts>> = {
  oneNode,
  sixteenCpus,
  twoSmallNodes,
  twoNodes,
  eightNodes,
  oneNodeWithCpus,
};

export const standard: Settings = {
  profile: "standard",
  rounds: 10,
  tests: ["cpu-single", "cpu-all", "stream", "mem-latency"],
  ncclMaxBytes: 1024 ** 3,
};
export const smoke: Settings = { ...standard, profile: "smoke", rounds: 1 };
export const thorough: Settings = { ...standard, profile: "thorough", rounds: 30 };

/** The machine with so much memory available and granted. */
export function withMemory(
  machine: MachineFacts,
  availableBytes: number,
  memoryLimitBytes: number | null = null,
): MachineFacts {
  return {
    ...machine,
    memory: { ...machine.memory, availableBytes },
    container: { ...machine.container, memoryLimitBytes },
  };
}
