import { dataCaches } from "../../machine/cache_sizes.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import { type Fact, fact } from "../view/details.ts";
import { formatBytes, formatNumber, formatPlural } from "../../number_format.ts";

function processorLines({ cpu, architecture }: MachineFacts): string[] {
  return [
    `${cpu.model ?? "unknown model"} · ${architecture}`,
    `${formatPlural(cpu.sockets, "socket")}, ${formatPlural(cpu.dies, "die")}, ` +
      `${formatPlural(cpu.cores, "core")}, ${formatPlural(cpu.threads, "thread")}`,
  ];
}

function cpusText({ cpu }: MachineFacts): string {
  const governor = cpu.governor === null ? "" : ` · governor ${cpu.governor}`;
  return (cpu.allowed === cpu.online ? cpu.online : `${cpu.allowed} of ${cpu.online}`) + governor;
}

function nodeLines({ numa: { nodes } }: MachineFacts): string[] {
  const each = nodes.map(
    ({ id, cpus, memoryBytes }) =>
      `node ${id}: ${cpus === "" ? "no CPUs" : `CPUs ${cpus}`}, ${formatBytes(memoryBytes)}`,
  );
  const distances = nodes.map((node) => node.distances.join(" ")).filter((row) => row !== "");
  return [
    formatPlural(nodes.length, "node"),
    ...each,
    ...(nodes.length < 2 || distances.length === 0 ? [] : [`distances ${distances.join(" / ")}`]),
  ];
}

function hugePagesText({ hugePages: { transparent, pools } }: MachineFacts): string {
  const reserved = pools.filter((pool) => pool.reserved > 0);
  return [
    transparent === null ? "no transparent huge pages" : `transparent: ${transparent}`,
    ...(reserved.length === 0 ? ["none reserved"] : []),
    ...reserved.map(
      (pool) => `${pool.reserved} × ${formatBytes(pool.pageBytes)} reserved, ${pool.free} free`,
    ),
  ].join(" · ");
}

function containerText({ container: { engine, cpuQuota, memoryLimitBytes } }: MachineFacts): string {
  const limits = [
    ...(cpuQuota === null ? [] : [`CPU time of ${formatNumber(cpuQuota)} CPUs`]),
    ...(memoryLimitBytes === null ? [] : [`memory of ${formatBytes(memoryLimitBytes)}`]),
  ];
  const words = limits.length === 0 ? "no limits" : `limited to ${limits.join(" and ")}`;
  return engine === null && limits.length === 0 ? "none" : `${engine ?? "control group"} · ${words}`;
}

/** The machine in short. */
export function machineFactsInShort(machine: MachineFacts): Fact[] {
  const caches = dataCaches(machine).map(({ level, sizeBytes }) => `L${level} ${formatBytes(sizeBytes)}`);
  return [
    fact("Processor", ...processorLines(machine)),
    fact("CPUs used", cpusText(machine)),
    fact("Data caches", caches.length === 0 ? "not shown by this machine" : caches.join(" · ")),
    fact("NUMA", ...nodeLines(machine)),
    fact("Memory", formatBytes(machine.memory.totalBytes)),
    fact("Huge pages", hugePagesText(machine)),
    fact("Hypervisor", machine.hypervisor ?? "unknown"),
    fact("Kernel", machine.kernel.release ?? "unknown"),
    fact("Clock source", machine.clockSource ?? "unknown"),
    fact("Container", containerText(machine)),
  ];
}
