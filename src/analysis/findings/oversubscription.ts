import { cpusIn } from "../../machine/cpu_list.ts";
import { formatCount } from "../../number_format.ts";
import type { Finding } from "./finding.ts";
import { fullLoadOf, fullLoadOfHost, isHeldByQuota } from "./full_load.ts";
import { hostOf, isGuest } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { isBenchmarkDisturbed } from "./trial_noise.ts";
import { percentWords } from "./words.ts";

/**
 * What healthy vCPUs keep at least, of what one does alone. SMT siblings leave each other some 55 to 65 % in this
 * prime search, also where the guest is shown cores, and with all cores busy the clock may fall to 72 % of a single
 * core's (Intel's figures for the Xeon Gold 6230: 2.8 of 3.9 GHz): together 40 %.
 */
const leastShare = 0.4;

/**
 * A host that was measured with all of its CPUs busy has both in its own share; what is lost beyond that is others'.
 */
const leastOfHost = 0.8;

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null || !isGuest(machine)) return [];
  // Both take time from threads in another way, and are findings of their own.
  if (isHeldByQuota(machine) || isBenchmarkDisturbed(of.trials, "cpu-all")) return [];
  const load = fullLoadOf(of);
  if (load === null) return [];
  const host = hostOf(of);
  const hostLoad = host === null ? null : fullLoadOfHost(host.configuration, host.machine);
  const least = hostLoad === null ? leastShare : leastOfHost * hostLoad.low;
  // As far apart as the intervals allow, so that noise accuses nobody.
  if (load.high >= least) return [];
  const cpus = cpusIn(machine.cpu.allowed);
  return [
    {
      severity: "fault",
      sentence:
        `With all ${formatCount(cpus)} vCPUs busy, each does ${percentWords(load.share)} of what one does alone, ` +
        (hostLoad === null
          ? "less than SMT and lower clocks explain: they wait for host CPUs."
          : `where the host keeps ${percentWords(hostLoad.share)}: they wait for host CPUs.`),
      evidence: [
        { label: "One thread alone", value: load.alone, unit: "events/s" },
        { label: "Per thread with all busy", value: load.perThread, unit: "events/s" },
        { label: "Share that is left", value: 100 * load.share, unit: "%" },
        ...(hostLoad === null
          ? []
          : [{ label: "Share that the host keeps", value: 100 * hostLoad.share, unit: "%" }]),
        { label: "vCPUs", value: cpus, unit: null },
      ],
      advice: [
        "Count on the host: the vCPUs of all running guests (virsh list, virsh vcpucount NAME) must not be more " +
          "than the CPUs that they may run on (virsh vcpupin NAME), and siblings are half a core each.",
        "Give each vCPU a host CPU of its own, which no other guest is pinned to: <cputune><vcpupin vcpu='0' " +
          "cpuset='…'/>…, and <emulatorpin cpuset='…'/> elsewhere; or take vCPUs away.",
        "Look for a limit too: virsh schedinfo NAME shows vcpu_quota and global_quota (<cputune><quota> and " +
          "<global_quota>).",
        "vcpu.N.delay of virsh domstats NAME --vcpu grows by what each vCPU waited.",
      ],
    },
  ];
}

/**
 * More vCPUs than host CPUs to run them: what each still does while all work falls below what sharing a core
 * explains.
 */
export const oversubscription: Rule = { id: "oversubscription", find };
