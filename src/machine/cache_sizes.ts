import type { MachineFacts } from "./facts.ts";

/** A cache that data goes through. */
export interface DataCache {
  readonly level: number;
  /** Of one instance. */
  readonly sizeBytes: number;
}

/** The data and unified caches from the smallest level up, one entry a size: where a latency curve steps. */
export function dataCaches(machine: Pick<MachineFacts, "caches">): DataCache[] {
  return machine.caches
    .filter(({ kind }) => kind !== "instruction")
    .map(({ level, sizeBytes }) => ({ level, sizeBytes }))
    .toSorted((a, b) => a.level - b.level || a.sizeBytes - b.sizeBytes);
}

/** Bytes of all instances of the last level, which STREAM's arrays should exceed fourfold; null when unknown. */
export function lastLevelCacheBytes(machine: Pick<MachineFacts, "caches">): number | null {
  const lastLevel = dataCaches(machine).at(-1)?.level;
  if (lastLevel === undefined) return null;
  return machine.caches
    .filter(({ level, kind }) => level === lastLevel && kind !== "instruction")
    .reduce((sum, { sizeBytes, sharedBy }) => sum + sizeBytes * sharedBy.length, 0);
}
