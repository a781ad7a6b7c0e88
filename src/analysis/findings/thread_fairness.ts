import { cpusIn } from "../../machine/cpu_list.ts";
import type { Finding } from "./finding.ts";
import { isHeldByQuota } from "./full_load.ts";
import { isGuest } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { isBenchmarkDisturbed } from "./trial_noise.ts";
import { trustedRows } from "./trusted_rows.ts";
import { percentWords } from "./words.ts";

/**
 * In percent. Quiet guests stay below 2 (two vCPUs: 0.4 to 1.8), and single rounds of 32 that float over a shared
 * host lie at 11 to 23. Two of eight threads that share one CPU make 25, one of 32 that gets half the time 9.
 */
const tolerable = 5;

const inGuest = [
  "Give each vCPU a CPU of its own: <cputune><vcpupin vcpu='0' cpuset='…'/>… for all of them, and QEMU's other " +
    "threads elsewhere with <emulatorpin cpuset='…'/> and <iothreadpin iothread='1' cpuset='…'/>.",
  "Pin alike: two vCPUs on siblings of one core are slower than one with a core to itself (lscpu -e on the host).",
  "While it runs, look on the host at virsh domstats NAME --vcpu: a vcpu.N.delay that grows faster than others' is " +
    "the vCPU that waits.",
];

const onHost = [
  "Look for what ran beside it (top -H, mpstat -P ALL 1): interrupts, other programs, guests that are still on.",
  "CPUs that differ make it as well: a mask with both siblings of some cores and one of others (lscpu -e), or " +
    "cores of two kinds.",
];

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  // Both hold back some threads and not others, and are findings of their own.
  if (machine === null || isHeldByQuota(machine) || isBenchmarkDisturbed(of.trials, "cpu-all")) return [];
  const [row] = trustedRows(of, "cpu-all.events-spread");
  // The interval's end, so that noise accuses nobody.
  if (row === undefined || row.low <= tolerable) return [];
  return [
    {
      severity: "cost",
      sentence:
        "Threads with equal work got on unevenly: the standard deviation of their events is " +
        `${percentWords(row.median / 100)} of the mean.`,
      evidence: [
        { label: "Standard deviation of events between threads", value: row.median, unit: row.unit },
        { label: "Its interval from", value: row.low, unit: row.unit },
        { label: "Threads", value: cpusIn(machine.cpu.allowed), unit: null },
      ],
      advice: isGuest(machine) ? inGuest : onHost,
    },
  ];
}

/** Threads of cpu-all, all of one kind, that did not do equally much. */
export const threadFairness: Rule = { id: "thread-fairness", find };
