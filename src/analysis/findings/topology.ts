import { cpusIn } from "../../machine/cpu_list.ts";
import type { MachineFacts } from "../../machine/facts.ts";
import { formatCount } from "../../number_format.ts";
import { cpuFamilyOf } from "./cpu_families.ts";
import type { Evidence, Finding } from "./finding.ts";
import { fullLoadOf } from "./full_load.ts";
import { hostOf, isGuest } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";

/**
 * About the most that SMT siblings leave each other in sysbench's prime search; vCPUs that do more have cores of
 * their own.
 */
const siblingsLeave = 0.65;

const pairs =
  "lay siblings on siblings: <cputune><vcpupin vcpu='0' cpuset='…'/><vcpupin vcpu='1' cpuset='…'/>…, vCPUs 0 and 1 " +
  "on the two CPUs of one core (lscpu -e on the host, column CORE)";

function counts({ sockets, dies, cores, threads }: MachineFacts["cpu"], of: string): Evidence {
  const words = `${sockets} / ${dies} / ${cores} / ${threads}`;
  return { label: `Sockets / dies / cores / threads of the ${of}`, value: words, unit: null };
}

function allSockets({ cpu }: MachineFacts): boolean {
  return cpu.threads > 1 && cpu.sockets === cpu.threads;
}

/** What libvirt asks QEMU for where the domain has no <topology>. */
function socketsOnly(guest: MachineFacts): Omit<Finding, "rule">[] {
  if (!allSockets(guest)) return [];
  return [
    {
      severity: "cost",
      sentence:
        `Each of the ${formatCount(guest.cpu.threads)} vCPUs is shown as a socket of its own, so the guest's ` +
        "scheduler knows of no cores and caches that they share.",
      evidence: [counts(guest.cpu, "guest")],
      advice: [
        "State the topology, since libvirt's default is a socket for each vCPU: <cpu " +
          "mode='host-passthrough'><topology sockets='1' dies='1' cores='8' threads='2'/></cpu>, threads='2' only " +
          "where the host's CPUs have two.",
        `Then ${pairs}: a topology without the pinning that makes it true is as bad as none.`,
      ],
    },
  ];
}

/** How it is known that cores have two threads; null where they have not, or nobody knows. */
function knownThreads(of: Case, { cpu }: MachineFacts): "host" | "family" | null {
  const host = hostOf(of);
  if (host !== null) return host.machine.cpu.threads >= 2 * host.machine.cpu.cores ? "host" : null;
  return cpuFamilyOf(cpu.model)?.threadsPerCore === 2 ? "family" : null;
}

function hiddenThreads(of: Case, guest: MachineFacts): Omit<Finding, "rule">[] {
  const { cpu } = guest;
  const known = knownThreads(of, guest);
  if (known === null || cpu.threads < 2 || cpu.cores < cpu.threads || allSockets(guest)) return [];
  const load = fullLoadOf(of);
  if (load !== null && load.low > siblingsLeave) return [];
  const host = hostOf(of);
  const because =
    known === "host"
      ? "its host has two threads a core, so the guest's scheduler takes siblings for cores"
      : `${cpuFamilyOf(cpu.model)?.name ?? ""} has two threads a core, so the guest's scheduler takes siblings for ` +
        "cores unless each vCPU has a core of its own";
  return [
    {
      severity: "cost",
      sentence: `The guest is shown ${formatCount(cpu.cores)} cores of one thread, while ${because}.`,
      evidence: [
        counts(cpu, "guest"),
        ...(host === null ? [] : [counts(host.machine.cpu, "host")]),
        ...(load === null
          ? []
          : [{ label: "A thread with all vCPUs busy, of one alone", value: 100 * load.share, unit: "%" }]),
      ],
      advice: [
        "Show the threads: <cpu mode='host-passthrough'><topology sockets='1' dies='1' cores='8' " +
          "threads='2'/></cpu>, on AMD with <feature policy='require' name='topoext'/>.",
        `Then ${pairs}.`,
        "Where each vCPU is pinned to a core whose sibling idles, or SMT is off on the host, one thread a core is " +
          "the truth: leave it.",
      ],
    },
  ];
}

/** CPUs that share the largest instance of the third level; null where it is not shown. */
function sharingL3({ caches }: MachineFacts): number | null {
  const lists = caches.flatMap(({ level, sharedBy }) => (level === 3 ? sharedBy : []));
  return lists.length === 0 ? null : Math.max(...lists.map((list) => cpusIn(list)));
}

function hiddenCaches(of: Case, guest: MachineFacts): Omit<Finding, "rule">[] {
  const host = hostOf(of);
  const [shown, real] = [sharingL3(guest), host === null ? null : sharingL3(host.machine)];
  if (shown === null || real === null || shown <= real) return [];
  return [
    {
      severity: "cost",
      sentence:
        `The guest is shown one L3 cache for ${formatCount(shown)} vCPUs, while its host has one for ` +
        `${formatCount(real)} CPUs, so threads that share data are put on different caches.`,
      evidence: [
        { label: "vCPUs that share an L3, as shown", value: shown, unit: null },
        { label: "CPUs of the host that share an L3", value: real, unit: null },
        counts(guest.cpu, "guest"),
      ],
      advice: [
        `Make each of the host's caches a die, of ${formatCount(real)} CPUs: <topology sockets='1' dies='2' ` +
          `cores='${Math.max(1, Math.floor(real / 2))}' threads='2'/>, since QEMU shows one L3 a die; threads='1' ` +
          "where the host has one thread a core.",
        "Pin the vCPUs of a die to CPUs of one cache (lscpu -e on the host, the last number of column " +
          `L1d:L1i:L2:L3), and ${pairs}.`,
        "<cache mode='passthrough'/> within <cpu> shows the host's caches as they are; libvirt advises it only " +
          "where the topology is the host's.",
      ],
    },
  ];
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null || !isGuest(machine)) return [];
  return [...socketsOnly(machine), ...hiddenThreads(of, machine), ...hiddenCaches(of, machine)];
}

/**
 * Sockets, threads and caches that a guest is shown and that are not the host's, as a host run of its group tells, or
 * for threads the CPU's name. Where each vCPU does more under full load than siblings leave each other, they have
 * cores of their own, and one thread a core is right.
 */
export const topology: Rule = { id: "topology", find };
