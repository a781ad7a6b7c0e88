import { dataCaches } from "../machine/cache_sizes.ts";
import type { MachineFacts } from "../machine/facts.ts";
import { cacheLevels } from "./cache_levels.ts";
import type { Coordinates, Regions } from "./metric.ts";

const kiB = 1024;
const miB = 1024 * kiB;

/** Where the caches of today's servers usually end; said as sizes, since nothing is known of this machine's. */
const usualEnds = [32 * kiB, miB, 32 * miB] as const;
const usualNames = ["up to 32 KiB", "up to 1 MiB", "up to 32 MiB", "above 32 MiB"] as const;

function usualRegion(sizeBytes: number): string {
  return usualNames[usualEnds.filter((end) => sizeBytes > end).length] ?? usualNames[3];
}

function levelOf(sizeBytes: number, machine: MachineFacts): string {
  const held = cacheLevels(dataCaches(machine)).find(({ upTo }) => sizeBytes <= upTo);
  return held?.name ?? usualRegion(sizeBytes);
}

/** A latency curve by the caches of the machine, which not every guest is shown. */
export const cacheRegions: Regions = {
  along: ["size"],
  regionOf({ size }, machine) {
    if (typeof size !== "number") return null;
    return machine === null ? usualRegion(size) : levelOf(size, machine);
  },
};

const largestSmallBytes = 64 * kiB;
const smallestLargeBytes = 8 * miB;

function messagesOf({ size }: Coordinates): "small" | "middle" | "large" | null {
  if (typeof size !== "number") return null;
  if (size <= largestSmallBytes) return "small";
  return size < smallestLargeBytes ? "middle" : "large";
}

/** Small messages, whose time is that of starting and synchronising. */
export const smallMessages: Regions = {
  along: ["size"],
  regionOf: (at) => (messagesOf(at) === "small" ? "small messages" : null),
};

/** The others, whose speed is that of the links. */
export const largerMessages: Regions = {
  along: ["size"],
  regionOf(at) {
    const messages = messagesOf(at);
    return messages === null || messages === "small" ? null : `${messages} messages`;
  },
};

/** A matrix of CPU node × memory node. */
export const nodeRegions: Regions = {
  along: ["cpuNode", "memoryNode"],
  regionOf: ({ cpuNode, memoryNode }) => (cpuNode === memoryNode ? "local" : "remote"),
};

/** A matrix of GPU × memory node. */
export const gpuNodeRegions: Regions = {
  along: ["gpu", "memoryNode"],
  regionOf({ gpu, memoryNode }, machine) {
    const node = machine?.gpus.devices.find(({ index }) => index === gpu)?.numaNode ?? -1;
    if (node < 0) return "all nodes";
    return node === memoryNode ? "the GPU's own node" : "other nodes";
  },
};
