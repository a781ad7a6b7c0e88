import { benchmarksFailed } from "../../../src/analysis/findings/benchmarks_failed.ts";
import { clockSource } from "../../../src/analysis/findings/clock_source.ts";
import { cpuQuota } from "../../../src/analysis/findings/cpu_quota.ts";
import type { Finding } from "../../../src/analysis/findings/finding.ts";
import { hiddenNumaNodes } from "../../../src/analysis/findings/hidden_numa_nodes.ts";
import { hugePagesAbsent } from "../../../src/analysis/findings/huge_pages_absent.ts";
import { hugePagesUnused } from "../../../src/analysis/findings/huge_pages_unused.ts";
import { noisyTrials } from "../../../src/analysis/findings/noisy_trials.ts";
import { numaPenalty } from "../../../src/analysis/findings/numa_penalty.ts";
import { oversubscription } from "../../../src/analysis/findings/oversubscription.ts";
import { steal } from "../../../src/analysis/findings/steal.ts";
import { streamAbovePeak } from "../../../src/analysis/findings/stream_above_peak.ts";
import { streamArraysSmall } from "../../../src/analysis/findings/stream_arrays_small.ts";
import { threadFairness } from "../../../src/analysis/findings/thread_fairness.ts";
import { topology } from "../../../src/analysis/findings/topology.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { caseOf } from "./case_of.ts";

/** The rules about CPUs, memory and trials. */
export const cpuRules = [
  benchmarksFailed,
  oversubscription,
  steal,
  hiddenNumaNodes,
  topology,
  numaPenalty,
  threadFairness,
  cpuQuota,
  hugePagesUnused,
  hugePagesAbsent,
  clockSource,
  streamAbovePeak,
  streamArraysSmall,
  noisyTrials,
];

/** What all of them find, so that a test that expects one finding holds the others to their silence as well. */
export function cpuFindings(configuration: Configuration, group: readonly Configuration[] = []): Finding[] {
  const of = caseOf(configuration, { group });
  return cpuRules.flatMap(({ id, find }) => find(of).map((finding) => ({ rule: id, ...finding })));
}

/** `steal, fault: The hypervisor …` of each. */
export function told(...of: Parameters<typeof cpuFindings>): string[] {
  return cpuFindings(...of).map(({ rule, severity, sentence }) => `${rule}, ${severity}: ${sentence}`);
}

/** The only finding. */
export function onlyFinding(...of: Parameters<typeof cpuFindings>): Finding {
  const [finding, ...more] = cpuFindings(...of);
  if (finding === undefined || more.length > 0) throw new RangeError(`${more.length} more, or none`);
  return finding;
}
