import type { DataCache } from "../machine/cache_sizes.ts";

/** A part of a latency curve, up to and with so many bytes of data. */
export interface CacheLevel {
  readonly name: string;
  /** Infinite for the last one. */
  readonly upTo: number;
}

/** Data up to this many times the last cache is partly in it, and says nothing clear of either side. */
const clearOfCache = 2;

/**
 * The parts of a latency curve by the caches of a machine: the smallest cache that holds the data; beyond twice the last
 * one it is DRAM's, if the last one is a third level. Nothing where no caches are known.
 */
export function cacheLevels(caches: readonly DataCache[]): CacheLevel[] {
  const levels = Array.from(
    Map.groupBy(caches, ({ level }) => level),
    ([level, alike]) => ({
      level,
      // Where cores differ in a cache, the larger one may still hold what the smaller one does not.
      bytes: Math.max(...alike.map(({ sizeBytes }) => sizeBytes)),
    }),
  );
  const last = levels.at(-1);
  if (last === undefined) return [];
  return [
    ...levels.map(({ level, bytes }) => ({ name: `L${level}`, upTo: bytes })),
    { name: `just past L${last.level}`, upTo: clearOfCache * last.bytes - 1 },
    { name: last.level >= 3 ? "DRAM" : `past L${last.level}`, upTo: Infinity },
  ];
}
