import { noiseLimits } from "../noisy_trials.ts";
import type { Finding } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";
import { shareOfTime } from "./trial_noise.ts";
import { percentWords } from "./words.ts";

interface Stolen {
  readonly benchmark: string;
  readonly share: number;
}

/** A benchmark with this many times the share of all trials is where steal concentrates. */
const concentrated = 2;

function sentenceOn(all: number, worst: Stolen): string {
  const ofWorst = percentWords(worst.share);
  if (all <= noiseLimits.steal)
    return `While ${worst.benchmark} ran, the hypervisor gave others ${ofWorst} of the vCPUs' time.`;
  const where = worst.share > concentrated * all ? `, ${ofWorst} while ${worst.benchmark} ran` : "";
  return `The hypervisor gave others ${percentWords(all)} of the vCPUs' time${where}.`;
}

function find({ trials }: Case): Omit<Finding, "rule">[] {
  const all = shareOfTime(trials, ({ stealSeconds }) => stealSeconds);
  const each = Array.from(
    Map.groupBy(trials, ({ benchmark }) => benchmark),
    ([benchmark, own]): Stolen => ({
      benchmark,
      share: shareOfTime(own, ({ stealSeconds }) => stealSeconds),
    }),
  );
  const [worst] = each.toSorted((a, b) => b.share - a.share);
  if (worst === undefined || Math.max(all, worst.share) <= noiseLimits.steal) return [];
  return [
    {
      severity: "fault",
      sentence: sentenceOn(all, worst),
      evidence: [
        { label: "Stolen of the CPUs' time, all trials", value: 100 * all, unit: "%" },
        ...each
          .filter(({ share }) => share > noiseLimits.steal)
          .map(({ benchmark, share }) => ({ label: `Stolen, ${benchmark}`, value: 100 * share, unit: "%" })),
      ],
      advice: [
        "Others run on the host CPUs of these vCPUs: give each one of its own, <cputune><vcpupin vcpu='0' " +
          "cpuset='…'/>…, and move other guests off it (virsh vcpupin OTHER).",
        "Keep QEMU's own threads and the host's programs elsewhere: <emulatorpin cpuset='…'/>, <iothreadpin " +
          "iothread='1' cpuset='…'/>, and isolcpus= or AllowedCPUs= of system.slice and user.slice for the rest.",
        "vcpu.N.delay of virsh domstats NAME --vcpu says which vCPU waits; top -H on the host what runs on its CPU.",
      ],
    },
  ];
}

/** Time in which vCPUs had work and the hypervisor ran something else, beyond what marks a trial as noisy. */
export const steal: Rule = { id: "steal", find };
