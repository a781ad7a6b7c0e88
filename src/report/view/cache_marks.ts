import { type CacheLevel, cacheLevels } from "../../benchmarks/cache_levels.ts";
import { formatBytes } from "../../number_format.ts";
import type { Member } from "./member.ts";

/** A cache size that some of the configurations show. */
export interface CacheMark {
  readonly label: string;
  readonly bytes: number;
  readonly seenBy: readonly string[];
}

/** The data caches of the configurations' machines, smallest first. */
export function cacheMarks(members: readonly Member[]): CacheMark[] {
  const seen = members.flatMap(({ config, caches }) => (caches ?? []).map((cache) => ({ ...cache, config })));
  return Array.from(Map.groupBy(seen, ({ level, sizeBytes }) => `${level} ${sizeBytes}`).values())
    .flatMap((same) => {
      const cache = same[0];
      if (cache === undefined) return [];
      const label = `L${cache.level} ${formatBytes(cache.sizeBytes)}`;
      return { label, bytes: cache.sizeBytes, seenBy: Array.from(new Set(same.map(({ config }) => config))) };
    })
    .toSorted((a, b) => a.bytes - b.bytes);
}

/** What a reader must know when machines of one group show different caches; null when they agree. */
export function cacheRemark(marks: readonly CacheMark[], members: readonly Member[]): string | null {
  const machines = new Set(members.flatMap(({ config, caches }) => (caches === null ? [] : config)));
  const partial = marks.filter(({ seenBy }) => seenBy.length < machines.size);
  if (partial.length === 0) return null;
  const parts = partial.map(({ label, seenBy }) => `${label} in ${seenBy.join(", ")}`);
  return `Not all of these machines show the same caches: ${parts.join("; ")}.`;
}

/** The parts of a curve by the caches of one machine: the baseline's, as in the verdicts, else the first that is known. */
export function cacheRegions(members: readonly Member[]): CacheLevel[] {
  const known = members.filter(({ caches }) => caches !== null && caches.length > 0);
  return cacheLevels((known.find(({ isBaseline }) => isBaseline) ?? known[0])?.caches ?? []);
}
