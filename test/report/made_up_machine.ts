import { type Gpu, type MachineFacts, noGpus } from "../../src/machine/facts.ts";

const kiB = 1024;
const giB = 1024 ** 3;

/** As many H200s, all joined by NVLink; the links of the slowed ones are slow at rest. */
export function madeUpGpus(count: number, slowed: readonly number[] = []): MachineFacts["gpus"] {
  const indices = Array.from({ length: count }, (_, i) => i);
  return {
    devices: indices.map((index): Gpu => {
      const address = `0000:0${index + 1}:00.0`;
      const isSlow = slowed.includes(index);
      return {
        index,
        vendor: "nvidia",
        model: "NVIDIA H200",
        uuid: null,
        address,
        numaNode: -1,
        memoryBytes: 143_771 * 1024 ** 2,
        ecc: true,
        mig: false,
        powerLimitWatts: 700,
        links: [
          { address, speedGTs: isSlow ? 2.5 : 32, width: 16, maxSpeedGTs: 32, maxWidth: 16 },
          {
            address: `0000:00:0${index + 1}.0`,
            speedGTs: isSlow ? 2.5 : 32,
            width: 16,
            maxSpeedGTs: 32,
            maxWidth: 16,
          },
        ],
      };
    }),
    driver: "580.159.04",
    runtime: "CUDA 13.0",
    interconnect: indices.flatMap((from) =>
      indices.filter((to) => to > from).map((to) => ({ from, to, link: "NV18" })),
    ),
    problem: null,
  };
}

/** A guest with `threads` vCPUs spread over `nodes` NUMA nodes. */
export function madeUpMachine(options: {
  readonly threads: number;
  readonly nodes: number;
  readonly hypervisor: string;
  readonly lastLevelBytes?: number;
  readonly reservedPages?: number;
  readonly gpus?: MachineFacts["gpus"];
  readonly environment?: MachineFacts["environment"];
}): MachineFacts {
  const { threads, nodes, hypervisor, lastLevelBytes = 32 * 1024 * kiB, reservedPages = 0 } = options;
  const { gpus = noGpus, environment = {} } = options;
  const each = threads / nodes;
  const cpusOf = (node: number): string => `${node * each}-${(node + 1) * each - 1}`;
  const nodeIds = Array.from({ length: nodes }, (_, i) => i);
  return {
    architecture: "x86_64",
    cpu: {
      model: "AMD EPYC 9554 64-Core Processor",
      vendor: "AuthenticAMD",
      sockets: nodes,
      dies: nodes,
      cores: threads / 2,
      threads,
      online: `0-${threads - 1}`,
      allowed: `0-${threads - 1}`,
      governor: null,
    },
    caches: [
      { level: 1, kind: "data", sizeBytes: 32 * kiB, lineBytes: 64, sharedBy: ["0-1"] },
      { level: 1, kind: "instruction", sizeBytes: 32 * kiB, lineBytes: 64, sharedBy: ["0-1"] },
      { level: 2, kind: "unified", sizeBytes: 1024 * kiB, lineBytes: 64, sharedBy: ["0-1"] },
      { level: 3, kind: "unified", sizeBytes: lastLevelBytes, lineBytes: 64, sharedBy: [`0-${threads - 1}`] },
    ],
    numa: {
      nodes: nodeIds.map((id) => ({
        id,
        cpus: cpusOf(id),
        memoryBytes: 96 * giB,
        availableBytes: 90 * giB,
        distances: nodeIds.map((other) => (other === id ? 10 : 21)),
      })),
      allowed: nodes === 1 ? "0" : `0-${nodes - 1}`,
    },
    memory: { totalBytes: nodes * 96 * giB, availableBytes: nodes * 90 * giB },
    hugePages: {
      transparent: "madvise",
      pools: [
        {
          pageBytes: 2 * 1024 * kiB,
          reserved: reservedPages,
          free: reservedPages,
          reservedByNode: nodeIds.map(() => reservedPages / nodes),
        },
      ],
    },
    hypervisor,
    kernel: { release: "6.8.0-49-generic", commandLine: "BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro" },
    bootId: "0b7cbd34-8d0c-4a53-9a35-2f1c8a5c9f11",
    clockSource: "kvm-clock",
    container: { engine: "docker", cpuQuota: null, memoryLimitBytes: null },
    gpus,
    environment,
  };
}
