import { onlineCpus } from "./cpu.ts";
import { formatCpuList } from "./cpu_list.ts";
import type { MachineFacts, NumaNode } from "./facts.ts";
import { readMeminfo, readMemory } from "./memory.ts";
import { allowedMemoryNodes } from "./process_status.ts";
import { parseInteger, readCpuList, readLine } from "./read_value.ts";
import type { SystemFiles } from "./system_files.ts";

/** SLIT's figure for a node's distance to itself. */
const localDistance = 10;

/** The folder of a node under /sys. */
export function nodeFolder(id: number): string {
  return `/sys/devices/system/node/node${id}`;
}

/** All nodes that are online, by ascending id; where the kernel knows none, one that holds everything. */
export function readNuma(files: SystemFiles): MachineFacts["numa"] {
  const ids = nodeIds(files);
  const nodes =
    ids.length <= 1 ? [wholeMachine(files, ids[0] ?? 0)] : ids.map((id) => readNode(files, id, ids.length));
  const known = nodes.map(({ id }) => id);
  const allowed = allowedMemoryNodes(files)?.filter((id) => known.includes(id)) ?? [];
  return { nodes, allowed: formatCpuList(allowed.length > 0 ? allowed : known) };
}

function nodeIds(files: SystemFiles): number[] {
  const online = readCpuList(files, "/sys/devices/system/node/online");
  return files
    .list("/sys/devices/system/node")
    .flatMap((name) => parseInteger(/^node(\d+)$/.exec(name)?.[1]) ?? [])
    .filter((id) => online?.includes(id) ?? true)
    .toSorted((a, b) => a - b);
}

/** Without a second node, everything is on this one, also what a node's own meminfo has not caught up with yet. */
function wholeMachine(files: SystemFiles, id: number): NumaNode {
  const { totalBytes, availableBytes } = readMemory(files);
  return {
    id,
    cpus: formatCpuList(onlineCpus(files)),
    memoryBytes: totalBytes,
    availableBytes,
    distances: [localDistance],
  };
}

function readNode(files: SystemFiles, id: number, nodeCount: number): NumaNode {
  const meminfo = readMeminfo(files, `${nodeFolder(id)}/meminfo`);
  const reclaimable = ["Active(file)", "Inactive(file)", "SReclaimable"];
  return {
    id,
    cpus: formatCpuList(readCpuList(files, `${nodeFolder(id)}/cpulist`) ?? []),
    memoryBytes: meminfo.get("MemTotal") ?? 0,
    availableBytes: ["MemFree", ...reclaimable].reduce((sum, name) => sum + (meminfo.get(name) ?? 0), 0),
    distances: parseDistances(readLine(files, `${nodeFolder(id)}/distance`), nodeCount),
  };
}

/** The kernel prints one distance an online node, by ascending id, as the ids here. */
function parseDistances(text: string | null, nodeCount: number): number[] {
  const distances = (text ?? "").split(/\s+/).map(parseInteger);
  const known = distances.filter((distance) => distance !== null).filter((distance) => distance >= 0);
  return known.length === nodeCount && distances.length === nodeCount ? known : [];
}
