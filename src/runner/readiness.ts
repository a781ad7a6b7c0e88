import { cpusIn } from "../machine/cpu_list.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { Limits } from "../machine/limits.ts";
import { loadsGpus } from "./command_environment.ts";
import { checkGpus } from "./gpu_readiness.ts";
import type { Plan } from "./plan.ts";

/** One thing that was looked at. */
export interface Check {
  /** `spoils`: a result would be missing or wrong. `note`: good to know, nothing is spoilt. */
  readonly status: "good" | "note" | "spoils";
  readonly subject: string;
  /** What is so; for `spoils` also which result suffers, and the way out. */
  readonly sentence: string;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function checkTools(plan: Plan): Check[] {
  const lacking = [...plan.missing, ...plan.withoutTool];
  if (lacking.length === 0)
    return [{ status: "good", subject: "tools", sentence: "all that the benchmarks need are here" }];
  return lacking.map(({ benchmark, because }) => ({
    status: "spoils",
    subject: "tools",
    sentence: `${because}: ${benchmark} cannot be measured`,
  }));
}

function checkMemoryBinding(machine: MachineFacts, { memoryBinding, canSetNice, seccomp }: Limits): Check {
  const subject = "memory binding";
  const nodes = machine.numa.nodes.length;
  const missingCapability = canSetNice === false && seccomp === "filter";
  const wayOut = missingCapability
    ? "; the container lacks CAP_SYS_NICE: start it with --cap-add SYS_NICE"
    : "";
  if (memoryBinding.status === "works")
    return { status: "good", subject, sentence: "numactl can bind memory" };
  if (nodes < 2)
    return {
      status: "note",
      subject,
      sentence: `${memoryBinding.because}${wayOut}; with one NUMA node nothing needs it`,
    };
  return {
    status: "spoils",
    subject,
    sentence:
      `${memoryBinding.because}${wayOut}; without it the bandwidth between the ${nodes} nodes (stream) and memory ` +
      "latency (mem-latency) fail",
  };
}

function checkCpus(machine: MachineFacts): Check[] {
  const allowed = cpusIn(machine.cpu.allowed);
  const online = cpusIn(machine.cpu.online);
  const { cpuQuota } = machine.container;
  const quota: Check =
    cpuQuota !== null && cpuQuota < allowed
      ? {
          status: "spoils",
          subject: "CPU quota",
          sentence:
            `the cgroup grants ${cpuQuota} CPUs' time on ${allowed} CPUs, so all threads are throttled: cpu-all and ` +
            "stream show the quota, not the machine; lift it (--cpus) or narrow the CPUs instead (--cpuset-cpus)",
        }
      : { status: "good", subject: "CPU quota", sentence: "none in the way" };
  const cpus: Check =
    allowed < online
      ? {
          status: "note",
          subject: "CPUs",
          sentence: `this process may use ${allowed} of ${online} CPUs (${machine.cpu.allowed}); all results are of those`,
        }
      : { status: "good", subject: "CPUs", sentence: `all ${online} may be used` };
  return [cpus, quota];
}

/** What the planned commands that load GPUs, or those that do not, have to say, each sentence once. */
function noticesOf(plan: Plan, ofGpus: boolean): string[] {
  const commands = plan.planned.flatMap((planned) => planned.commands.map(({ command }) => command));
  const notices = commands.filter((command) => loadsGpus(command) === ofGpus).map(({ notice }) => notice);
  return Array.from(new Set(notices.filter((notice) => notice !== undefined)));
}

function checkMemory(plan: Plan): Check {
  const subject = "memory";
  const notices = noticesOf(plan, false);
  const available = gigabytes(plan.machine.memory.availableBytes);
  if (notices.length === 0) return { status: "good", subject, sentence: `${available} available` };
  return { status: "spoils", subject, sentence: `${available} available: ${notices.join("; ")}` };
}

function checkHugePages({ hugePages }: MachineFacts): Check {
  const subject = "huge pages";
  if (hugePages.transparent === "always" || hugePages.transparent === "madvise")
    return { status: "good", subject, sentence: `transparent huge pages: ${hugePages.transparent}` };
  return {
    status: "note",
    subject,
    sentence:
      "transparent huge pages are off, so latency with huge pages is measured only on reserved ones " +
      "(echo madvise >/sys/kernel/mm/transparent_hugepage/enabled)",
  };
}

function checkLoad(machine: MachineFacts, { loadAverage, swapUsedBytes }: Limits): Check[] {
  const cpus = cpusIn(machine.cpu.allowed);
  const load = loadAverage?.[0] ?? 0;
  const checks: Check[] = [
    load > 0.5 * cpus
      ? {
          status: "note",
          subject: "load",
          sentence: `${load} tasks were running in the last minute on ${cpus} CPUs: other work will show in the results`,
        }
      : { status: "good", subject: "load", sentence: `${load} in the last minute` },
  ];
  if (swapUsedBytes !== null && swapUsedBytes > 0)
    checks.push({
      status: "note",
      subject: "swap",
      sentence: `${gigabytes(swapUsedBytes)} in use: memory is or was short`,
    });
  return checks;
}

function checkGovernor({ cpu, hypervisor }: MachineFacts): Check[] {
  if (cpu.governor === null || cpu.governor === "performance") return [];
  return [
    {
      status: "note",
      subject: "governor",
      sentence:
        `${cpu.governor}: clocks may still rise while a round begins` +
        (hypervisor === "none" ? " (cpupower frequency-set -g performance)" : ""),
    },
  ];
}

/** What this machine or container lacks, and which result that spoils. */
export function checkReadiness(plan: Plan, limits: Limits): Check[] {
  const { machine } = plan;
  return [
    ...checkTools(plan),
    checkMemoryBinding(machine, limits),
    ...checkCpus(machine),
    checkMemory(plan),
    checkHugePages(machine),
    ...checkGpus(machine, limits),
    ...noticesOf(plan, true).map((sentence) => ({ status: "note", subject: "GPUs", sentence }) as const),
    ...checkLoad(machine, limits),
    ...checkGovernor(machine),
  ];
}
