import { cpusIn } from "../../machine/cpu_list.ts";
import { formatCount } from "../../number_format.ts";
import type { Finding } from "./finding.ts";
import { fullLoadOf, isHeldByQuota } from "./full_load.ts";
import type { Case, Rule } from "./rule.ts";

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  const quota = machine?.container.cpuQuota ?? null;
  if (machine === null || quota === null || !isHeldByQuota(machine)) return [];
  const cpus = cpusIn(machine.cpu.allowed);
  const load = fullLoadOf(of);
  const granted = `${Number(quota.toPrecision(3))} CPU${quota === 1 ? "" : "s"}`;
  return [
    {
      severity: "cost",
      sentence: `A quota grants the time of ${granted} to what runs on ${formatCount(cpus)}.`,
      evidence: [
        { label: "Quota", value: quota, unit: "CPUs" },
        { label: "CPUs allowed", value: cpus, unit: null },
        ...(load === null
          ? []
          : [{ label: "A thread with all CPUs busy, of one alone", value: 100 * load.share, unit: "%" }]),
      ],
      advice: [
        "Find who set it: cat /proc/self/cgroup, then cpu.max of that group and those above it in /sys/fs/cgroup.",
        "Start the container without --cpus, --cpu-quota or limits.cpu, the service without CPUQuota=; to keep it " +
          "to some CPUs, name them: --cpuset-cpus=0-3.",
      ],
    },
  ];
}

/**
 * A control group that grants less time than the CPUs that it shows have: programs start a thread for each and are
 * throttled.
 */
export const cpuQuota: Rule = { id: "cpu-quota", find };
