import { onlineCpus } from "./cpu.ts";
import { formatCpuList } from "./cpu_list.ts";
import type { Cache } from "./facts.ts";
import { readCount, readCpuList, readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

const kinds: ReadonlyMap<string | null, Cache["kind"]> = new Map([
  ["Data", "data"],
  ["Instruction", "instruction"],
  ["Unified", "unified"],
]);

/**
 * The caches from the smallest level up, one entry for those that are alike, with its instances. A cache whose level,
 * kind or size the kernel does not state is left out.
 */
export function readCaches(files: SystemFiles): Cache[] {
  const alike = new Map<string, { cache: Omit<Cache, "sharedBy">; sharedBy: Set<string> }>();
  for (const cpu of onlineCpus(files)) {
    const folder = `/sys/devices/system/cpu/cpu${cpu}/cache`;
    for (const index of files.list(folder).filter((name) => /^index\d+$/.test(name))) {
      const cache = readCache(files, `${folder}/${index}`);
      if (cache === null) continue;
      const key = JSON.stringify(cache);
      const entry = alike.get(key) ?? { cache, sharedBy: new Set() };
      const sharing = readCpuList(files, `${folder}/${index}/shared_cpu_list`);
      entry.sharedBy.add(formatCpuList(sharing?.includes(cpu) === true ? sharing : [cpu]));
      alike.set(key, entry);
    }
  }
  return Array.from(alike.values(), ({ cache, sharedBy }) => ({
    ...cache,
    sharedBy: Array.from(sharedBy),
  })).toSorted((a, b) => a.level - b.level || a.kind.localeCompare(b.kind) || a.sizeBytes - b.sizeBytes);
}

function readCache(files: SystemFiles, folder: string): Omit<Cache, "sharedBy"> | null {
  const level = readCount(files, `${folder}/level`);
  const kind = kinds.get(readLine(files, `${folder}/type`));
  const sizeBytes = parseSize(readLine(files, `${folder}/size`));
  if (level === null || kind === undefined || sizeBytes === null) return null;
  return { level, kind, sizeBytes, lineBytes: readCount(files, `${folder}/coherency_line_size`) };
}

const sizeUnits: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["K", 1024],
  ["M", 1024 ** 2],
]);

/** Bytes of the kernel's notation, `1024K`. Zero is what it prints for a size that it does not know. */
function parseSize(text: string | null): number | null {
  const match = /^(\d+)([KM]?)$/.exec(text ?? "");
  const bytes = Number(match?.[1]) * (sizeUnits.get(match?.[2] ?? "") ?? NaN);
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null;
}
