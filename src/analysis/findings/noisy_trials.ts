import { sum } from "../sum.ts";
import type { Finding } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";
import { disturbedByOthers, isMostlyDisturbed, shareOfTime } from "./trial_noise.ts";
import { listWords, percentWords } from "./words.ts";

function find({ trials: all }: Case): Omit<Finding, "rule">[] {
  const disturbed = Array.from(
    Map.groupBy(all, ({ benchmark }) => benchmark),
    ([benchmark, trials]) => ({
      benchmark,
      trials,
      affected: disturbedByOthers(trials),
      share: shareOfTime(trials, ({ otherCpuSeconds }) => otherCpuSeconds),
    }),
  ).filter(({ trials }) => isMostlyDisturbed(trials));
  if (disturbed.length === 0) return [];
  const trials = disturbed.flatMap((one) => one.trials);
  const share = shareOfTime(trials, ({ otherCpuSeconds }) => otherCpuSeconds);
  return [
    {
      severity: "doubt",
      sentence:
        `Other programs disturbed ${sum(disturbed.map(({ affected }) => affected))} of ${trials.length} trials of ` +
        `${listWords(disturbed.map(({ benchmark }) => benchmark))}, and took ${percentWords(share)} of the CPUs' ` +
        "time meanwhile.",
      evidence: disturbed.flatMap(({ benchmark, affected, trials: own, share: taken }) => [
        { label: `Disturbed trials of ${benchmark}`, value: `${affected} of ${own.length}`, unit: null },
        { label: `Other load, ${benchmark}`, value: 100 * taken, unit: "%" },
      ]),
      advice: [
        "See what they are (top -b -n 1, ps -eo pcpu,comm --sort=-pcpu) and stop them: updates, indexers, " +
          "monitoring, other containers of this machine.",
        "Then measure again, run NAME --replace; compare --exclude-noisy leaves such trials out, if enough others " +
          "remain.",
      ],
    },
  ];
}

/**
 * Benchmarks whose figures show other programs' load as much as the machine, since these disturbed most of their
 * trials.
 */
export const noisyTrials: Rule = { id: "noisy-trials", find };
