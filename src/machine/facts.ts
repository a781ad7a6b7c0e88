import { z } from "zod";

/** A list of CPUs or nodes in the kernel's own notation, e.g. `0-3,8`; the empty string is the empty list. */
const cpuList = z.string();

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
});

export type MachineFacts = z.infer<typeof machineFacts>;
export type NumaNode = MachineFacts["numa"]["nodes"][number];
export type Cache = MachineFacts["caches"][number];
