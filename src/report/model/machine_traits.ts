import { cpusIn } from "../../machine/cpu_list.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import { formatBytes, formatNumber } from "../../number_format.ts";
import { tellingParameters } from "./kernel_parameters.ts";
import type { Trait } from "./trait.ts";

const notShown = "not shown";

function count(number: number): string {
  return String(number);
}

function cpuTraits({ cpu, numa, architecture }: MachineFacts): Trait[] {
  const each = cpu.cores === 0 ? 0 : cpu.threads / cpu.cores;
  return [
    { label: "sockets", text: count(cpu.sockets), isTelling: true },
    { label: "nodes", text: count(numa.nodes.length), isTelling: true },
    { label: "threads", text: count(cpu.threads), isTelling: true },
    { label: "threads a core", text: String(Number(each.toFixed(2))), isTelling: true },
    { label: "cores", text: count(cpu.cores) },
    { label: "dies", text: count(cpu.dies), under: ["sockets"] },
    {
      label: "CPUs allowed",
      text: cpu.allowed === cpu.online ? "all" : `${cpu.allowed} of ${cpu.online}`,
      isTelling: true,
    },
    { label: "CPU model", text: cpu.model ?? notShown, isTelling: true },
    { label: "architecture", text: architecture },
  ];
}

function nodeTraits({ numa: { nodes, allowed } }: MachineFacts): Trait[] {
  const each = (words: (node: (typeof nodes)[number]) => string): string => nodes.map(words).join(" / ");
  return [
    { label: "CPUs of the nodes", text: each(({ cpus }) => cpus || "none"), under: ["nodes", "threads"] },
    {
      label: "distances of the nodes",
      text: each(({ distances }) => distances.join(" ") || notShown),
      under: ["nodes"],
    },
    { label: "nodes allowed for memory", text: allowed, under: ["nodes"] },
  ];
}

function memoryTraits({ memory, hugePages, numa }: MachineFacts): Trait[] {
  const pools = hugePages.pools.filter(({ reserved }) => reserved > 0);
  return [
    ...pools.flatMap(({ pageBytes, reserved, reservedByNode }): Trait[] => {
      const label = `huge pages of ${formatBytes(pageBytes)}`;
      const byNode = reservedByNode.join(" / ");
      return [
        { label, text: count(reserved), missing: "0", isTelling: true },
        ...(byNode === "" ? [] : [{ label: `${label} by node`, text: byNode, under: ["nodes", label] }]),
      ];
    }),
    { label: "transparent huge pages", text: hugePages.transparent ?? "none", isTelling: true },
    { label: "memory", text: formatBytes(memory.totalBytes), size: memory.totalBytes },
    {
      label: "memory of the nodes",
      text: numa.nodes.map(({ memoryBytes }) => formatBytes(memoryBytes)).join(" / "),
      size: Math.max(0, ...numa.nodes.map(({ memoryBytes }) => memoryBytes)),
      under: ["nodes", "memory"],
    },
  ];
}

const kinds = { data: "L1 data cache", instruction: "L1 instruction cache" } as const;

/** Sizes of one instance each, and how many CPUs share the last level: guests are often shown another layout. */
function cacheTraits({ caches }: MachineFacts): Trait[] {
  const labelOf = ({ level, kind }: (typeof caches)[number]): string =>
    level === 1 && kind !== "unified" ? kinds[kind] : `L${level} cache`;
  const sizes = Array.from(Map.groupBy(caches, labelOf)).map(([label, alike]): Trait => {
    const texts = new Set(alike.map(({ sizeBytes }) => formatBytes(sizeBytes)));
    return { label, text: Array.from(texts).join(" and "), missing: notShown };
  });
  const last = caches.reduce<(typeof caches)[number] | null>(
    (best, cache) => (best === null || cache.level > best.level ? cache : best),
    null,
  );
  const [sharing] = last?.sharedBy ?? [];
  return last === null || sharing === undefined
    ? sizes
    : [...sizes, { label: `CPUs sharing an ${labelOf(last)}`, text: count(sharersOf(sharing)) }];
}

/** Zero for what is no list of CPUs: results are read from disk, and a report is made of them all the same. */
function sharersOf(cpus: string): number {
  try {
    return cpusIn(cpus);
  } catch {
    return 0;
  }
}

function systemTraits({ hypervisor, kernel, cpu, clockSource, container }: MachineFacts): Trait[] {
  const { cpuQuota, memoryLimitBytes } = container;
  return [
    { label: "hypervisor", text: hypervisor ?? notShown, isTelling: true },
    { label: "kernel", text: kernel.release ?? notShown },
    ...(kernel.commandLine === null
      ? []
      : [{ label: "kernel parameters", text: tellingParameters(kernel.commandLine) || "none that matter" }]),
    { label: "governor", text: cpu.governor ?? notShown },
    { label: "clock source", text: clockSource ?? notShown, isTelling: true },
    { label: "container", text: container.engine ?? "none" },
    {
      label: "CPU time limit",
      text: cpuQuota === null ? "none" : `${formatNumber(cpuQuota)} CPUs`,
      isTelling: true,
    },
    { label: "memory limit", text: memoryLimitBytes === null ? "none" : formatBytes(memoryLimitBytes) },
  ];
}

/** What a machine is, as far as it is the same from boot to boot. What people set up comes first. */
export function machineTraits(machine: MachineFacts): Trait[] {
  return [
    ...cpuTraits(machine),
    ...memoryTraits(machine),
    ...nodeTraits(machine),
    ...cacheTraits(machine),
    ...systemTraits(machine),
  ];
}
