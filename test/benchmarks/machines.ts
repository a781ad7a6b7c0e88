import type { Settings } from "../../src/benchmarks/settings.ts";
import { noGpus, type Gpu, type MachineFacts } from "../../src/machine/facts.ts";
import { readMachine } from "../../src/machine/read_machine.ts";
import { epycGuest, twoNodeGuest, xeonGpuGuest } from "../machine/captured.ts";
import { armServer, nps4Server, twoSocketServer } from "../machine/constructed_server.ts";
import { treeFiles } from "../machine/file_tree.ts";
import { gpu as madeUpGpu } from "../machine/gpus/made_up.ts";

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

/** Places on the bus as in the guest whose outputs were captured. */
function gpu(index: number, vendor: Gpu["vendor"], model: string): Gpu {
  const address = `0000:00:0${6 + index}.0`;
  return madeUpGpu(index, { vendor, model, address, numaNode: -1, mig: vendor === "nvidia" ? false : null });
}

function withGpus(machine: MachineFacts, devices: readonly Gpu[]): MachineFacts {
  return { ...machine, gpus: { ...noGpus, devices: [...devices] } };
}

const h200s = [gpu(0, "nvidia", "NVIDIA H200"), gpu(1, "nvidia", "NVIDIA H200")];

/** Constructed: captured and constructed machines above with GPUs. */
export const oneH200 = withGpus(sixteenCpus, h200s.slice(0, 1));
export const twoH200 = withGpus(sixteenCpus, h200s);
export const twoNodesTwoH200 = withGpus(twoNodes, h200s);
export const nodeWithoutCpusH200 = withGpus(oneNodeWithCpus, h200s.slice(0, 1));
export const slicedH200 = withGpus(
  sixteenCpus,
  h200s.map((each) => ({ ...each, mig: each.index === 1 })),
);
export const twoMi350x = withGpus(eightNodes, [
  gpu(0, "amd", "AMD Instinct MI350X"),
  gpu(1, "amd", "AMD Instinct MI350X"),
]);
export const driverWithoutGpu: MachineFacts = {
  ...sixteenCpus,
  gpus: { ...noGpus, problem: "the NVIDIA driver is there but sees no GPU" },
};

export const machines: Readonly<Record<string, MachineFacts>> = {
  oneNode,
  sixteenCpus,
  twoSmallNodes,
  twoNodes,
  eightNodes,
  oneNodeWithCpus,
  oneH200,
  twoH200,
  twoNodesTwoH200,
  nodeWithoutCpusH200,
  slicedH200,
  twoMi350x,
  driverWithoutGpu,
};

export const standard: Settings = {
  profile: "standard",
  rounds: 10,
  tests: ["cpu-single", "cpu-all", "stream", "mem-latency", "gpu-compute", "gpu-bandwidth", "nccl"],
  ncclMaxBytes: 1024 ** 3,
  tools: {},
  until: null,
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
