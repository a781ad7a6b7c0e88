import { allReduceOverShm } from "./all_reduce_over_shm.ts";
import { benchmarksFailed } from "./benchmarks_failed.ts";
import { clockSource } from "./clock_source.ts";
import { controlsMoved } from "./controls_moved.ts";
import { cpuQuota } from "./cpu_quota.ts";
import { type Evidence, type Finding, severities } from "./finding.ts";
import { gpuLeftOut } from "./gpu_left_out.ts";
import { gpuNumaNode } from "./gpu_numa_node.ts";
import { gpuSiblings } from "./gpu_siblings.ts";
import { gpuThrottling } from "./gpu_throttling.ts";
import { hiddenNumaNodes } from "./hidden_numa_nodes.ts";
import { hostToDevice } from "./host_to_device.ts";
import { hugePagesAbsent } from "./huge_pages_absent.ts";
import { hugePagesUnused } from "./huge_pages_unused.ts";
import { noisyTrials } from "./noisy_trials.ts";
import { numaPenalty } from "./numa_penalty.ts";
import { oversubscription } from "./oversubscription.ts";
import { p2pDisabled } from "./p2p_disabled.ts";
import { pcieLink } from "./pcie_link.ts";
import type { Case, Rule } from "./rule.ts";
import { steal } from "./steal.ts";
import { streamAbovePeak } from "./stream_above_peak.ts";
import { streamArraysSmall } from "./stream_arrays_small.ts";
import { threadFairness } from "./thread_fairness.ts";
import { topology } from "./topology.ts";

/** All rules, in the order in which their findings of one severity are told. */
export const rules: readonly Rule[] = [
  benchmarksFailed,
  pcieLink,
  gpuThrottling,
  gpuLeftOut,
  gpuSiblings,
  steal,
  oversubscription,
  cpuQuota,
  p2pDisabled,
  allReduceOverShm,
  hostToDevice,
  gpuNumaNode,
  hiddenNumaNodes,
  numaPenalty,
  topology,
  hugePagesUnused,
  hugePagesAbsent,
  threadFairness,
  clockSource,
  controlsMoved,
  streamAbovePeak,
  streamArraysSmall,
  noisyTrials,
];

/** A number that damaged results let grow beyond counting as a word: JSON has no infinity. */
function countable(evidence: Evidence): Evidence {
  const { value } = evidence;
  return typeof value === "string" || Number.isFinite(value)
    ? evidence
    : { ...evidence, value: "not finite" };
}

/** All that the evidence says about a configuration, the gravest first. */
export function findingsOf(of: Case): Finding[] {
  const found = rules.flatMap(({ id, find }) =>
    find(of).map((finding) => ({ rule: id, ...finding, evidence: finding.evidence.map(countable) })),
  );
  return found.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
