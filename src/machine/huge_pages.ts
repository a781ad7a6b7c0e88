import type { MachineFacts } from "./facts.ts";
import { readMeminfo } from "./memory.ts";
import { nodeFolder } from "./numa.ts";
import { parseInteger, readCount, readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

type HugePages = MachineFacts["hugePages"];
type Pool = HugePages["pools"][number];

/** Transparent huge pages' mode, and the pools of reserved pages on the given nodes, small pages first. */
export function readHugePages(files: SystemFiles, nodeIds: readonly number[]): HugePages {
  const sizes = files
    .list("/sys/kernel/mm/hugepages")
    .flatMap((name) => parseInteger(/^hugepages-(\d+)kB$/.exec(name)?.[1]) ?? [])
    .toSorted((a, b) => a - b);
  const pools = sizes.map((pageKib) => readPool(files, pageKib, nodeIds));
  return {
    transparent: transparentMode(files),
    pools: pools.length > 0 ? pools : defaultPool(files, nodeIds),
  };
}

const transparentModes = ["always", "madvise", "never"] as const;

function transparentMode(files: SystemFiles): HugePages["transparent"] {
  const text = readLine(files, "/sys/kernel/mm/transparent_hugepage/enabled") ?? "";
  return transparentModes.find((mode) => text.includes(`[${mode}]`)) ?? null;
}

function readPool(files: SystemFiles, pageKib: number, nodeIds: readonly number[]): Pool {
  const name = `hugepages-${pageKib}kB`;
  const reserved = readCount(files, `/sys/kernel/mm/hugepages/${name}/nr_hugepages`) ?? 0;
  return {
    pageBytes: pageKib * 1024,
    reserved,
    free: readCount(files, `/sys/kernel/mm/hugepages/${name}/free_hugepages`) ?? 0,
    reservedByNode: byNode(
      reserved,
      nodeIds.map((id) => readCount(files, `${nodeFolder(id)}/hugepages/${name}/nr_hugepages`)),
    ),
  };
}

/** The one pool that /proc/meminfo tells of, for containers that hide /sys/kernel. */
function defaultPool(files: SystemFiles, nodeIds: readonly number[]): Pool[] {
  const meminfo = readMeminfo(files, "/proc/meminfo");
  const pageBytes = meminfo.get("Hugepagesize");
  if (pageBytes === undefined) return [];
  const reserved = meminfo.get("HugePages_Total") ?? 0;
  return [
    {
      pageBytes,
      reserved,
      free: meminfo.get("HugePages_Free") ?? 0,
      reservedByNode: byNode(
        reserved,
        nodeIds.map(() => null),
      ),
    },
  ];
}

function byNode(reserved: number, counts: readonly (number | null)[]): number[] {
  if (counts.length === 1) return [reserved];
  const known = counts.filter((count) => count !== null);
  return known.length === counts.length ? known : [];
}
