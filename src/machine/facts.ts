import { z } from "zod";
import { isCpuList } from "./cpu_list.ts";

/** A list of CPUs or nodes in the kernel's own notation, e.g. `0-3,8`; the empty string is the empty list. */
const cpuList = z.string().refine(isCpuList, "it is not a list of CPUs");

const cache = z.object({
  level: z.number().int(),
  kind: z.enum(["data", "instruction", "unified"]),
  sizeBytes: z.number(),
  lineBytes: z.number().nullable(),
  /** One entry an instance of the cache: the CPUs that share it. */
  sharedBy: z.array(cpuList),
});

const node = z.object({
  id: z.number().int(),
  cpus: cpuList,
  memoryBytes: z.number(),
  /** Free, or taken by file cache that gives way. */
  availableBytes: z.number(),
  /**
   * Distance to each node, in the order of `numa.nodes`, as the firmware's SLIT states it; 10 is local. Empty where it
   * cannot be read.
   */
  distances: z.array(z.number()),
});

const hugePagePool = z.object({
  pageBytes: z.number(),
  reserved: z.number().int(),
  free: z.number().int(),
  /** Reserved pages on each node, in the order of `numa.nodes`; empty where they cannot be read. */
  reservedByNode: z.array(z.number().int()),
});

const pcieLink = z.object({
  /** `0000:01:00.0` */
  address: z.string(),
  /** GT/s a lane. A GPU at rest lowers it, so that this alone says nothing about the link under load. */
  speedGTs: z.number().nullable(),
  width: z.number().int().nullable(),
  maxSpeedGTs: z.number().nullable(),
  maxWidth: z.number().int().nullable(),
});

const gpu = z.object({
  /** The number by which the programs started here know it: its place among the visible GPUs, by PCI address. */
  index: z.number().int().nonnegative(),
  vendor: z.enum(["nvidia", "amd"]),
  /** As the vendor's tool names it, e.g. `NVIDIA H200`. */
  model: z.string(),
  uuid: z.string().nullable(),
  /** PCI address, `0000:01:00.0`. */
  address: z.string().nullable(),
  /** As the kernel states it; −1 where the firmware does not say, as in most guests. */
  numaNode: z.number().int().nullable(),
  memoryBytes: z.number().nullable(),
  ecc: z.boolean().nullable(),
  /** Whether it is cut into slices (MIG), of which a program sees one. */
  mig: z.boolean().nullable(),
  powerLimitWatts: z.number().nullable(),
  /** Its own link, then that of each bridge above it as far as this machine sees, the root port last. */
  links: z.array(pcieLink),
});

const gpus = z.object({
  /** The GPUs that programs started here see. */
  devices: z.array(gpu),
  /** How many are on the PCI bus for programs here, whether or not they see them: those kept for guests are not. */
  onBus: z.number().int().nonnegative().optional(),
  driver: z.string().nullable(),
  /** What the driver serves at most: `CUDA 13.0`, `ROCm 7.0`. */
  runtime: z.string().nullable(),
  /** How each two GPUs are connected, in the vendor's words: `NV18`, `PIX`, `SYS`, `XGMI`. */
  interconnect: z.array(z.object({ from: z.number().int(), to: z.number().int(), link: z.string() })),
  /** One sentence on a GPU that cannot be used, or a driver without one, and the way out; null when all is well. */
  problem: z.string().nullable(),
});

export const noGpus: z.infer<typeof gpus> = {
  devices: [],
  driver: null,
  runtime: null,
  interconnect: [],
  problem: null,
};

/**
 * What this machine (or container) is, read from /sys and /proc before anything is measured.
 * `null` everywhere means that the system does not say.
 */
export const machineFacts = z.object({
  /** As `uname -m` names it. */
  architecture: z.string(),
  cpu: z.object({
    model: z.string().nullable(),
    vendor: z.string().nullable(),
    sockets: z.number().int(),
    dies: z.number().int(),
    cores: z.number().int(),
    threads: z.number().int(),
    online: cpuList,
    /** What this process may run on: its affinity mask, which a container's cpuset narrows. */
    allowed: cpuList,
    governor: z.string().nullable(),
  }),
  caches: z.array(cache),
  numa: z.object({
    nodes: z.array(node),
    /** Nodes on which this process may have memory, in list notation: a container's cpuset narrows them. */
    allowed: cpuList,
  }),
  /** Zero where it cannot be read. */
  memory: z.object({ totalBytes: z.number(), availableBytes: z.number() }),
  hugePages: z.object({
    transparent: z.enum(["always", "madvise", "never"]).nullable(),
    pools: z.array(hugePagePool),
  }),
  /** `kvm`, `vmware`, …, as systemd-detect-virt names them; `none` on bare metal as far as CPU and firmware tell. */
  hypervisor: z.string().nullable(),
  kernel: z.object({ release: z.string().nullable(), commandLine: z.string().nullable() }),
  bootId: z.string().nullable(),
  clockSource: z.string().nullable(),
  container: z.object({
    /** `docker`, `podman`, `lxc`, …; null outside a container. */
    engine: z.string().nullable(),
    /** CPUs' worth of time that the cgroup grants, e.g. 1.5; null without a quota. */
    cpuQuota: z.number().nullable(),
    memoryLimitBytes: z.number().nullable(),
  }),
  /** The default stands for results from before GPUs were read. */
  gpus: gpus.default(noGpus),
  /** Variables of this program's environment that the GPU and threading libraries of the tools read. */
  environment: z.record(z.string(), z.string()).default({}),
});

export type MachineFacts = z.infer<typeof machineFacts>;
export type NumaNode = MachineFacts["numa"]["nodes"][number];
export type Gpu = MachineFacts["gpus"]["devices"][number];
export type PcieLink = Gpu["links"][number];
export type Cache = MachineFacts["caches"][number];
