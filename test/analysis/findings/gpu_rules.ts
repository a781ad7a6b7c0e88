import { allReduceOverShm } from "../../../src/analysis/findings/all_reduce_over_shm.ts";
import { controlsMoved } from "../../../src/analysis/findings/controls_moved.ts";
import type { Finding } from "../../../src/analysis/findings/finding.ts";
import { gpuLeftOut } from "../../../src/analysis/findings/gpu_left_out.ts";
import { gpuNumaNode } from "../../../src/analysis/findings/gpu_numa_node.ts";
import { gpuSiblings } from "../../../src/analysis/findings/gpu_siblings.ts";
import { gpuThrottling } from "../../../src/analysis/findings/gpu_throttling.ts";
import { hostToDevice } from "../../../src/analysis/findings/host_to_device.ts";
import { p2pDisabled } from "../../../src/analysis/findings/p2p_disabled.ts";
import { pcieLink } from "../../../src/analysis/findings/pcie_link.ts";
import type { Configuration } from "../../../src/results/configuration.ts";
import { caseOf } from "./case_of.ts";

/** The rules about GPUs. */
export const gpuRules = [
  pcieLink,
  gpuThrottling,
  gpuLeftOut,
  gpuSiblings,
  p2pDisabled,
  allReduceOverShm,
  hostToDevice,
  gpuNumaNode,
  controlsMoved,
];

/** What all of them find, so that a test that expects one finding holds the others to their silence as well. */
export function gpuFindings(
  configuration: Configuration,
  options: Parameters<typeof caseOf>[1] = {},
): Finding[] {
  const of = caseOf(configuration, options);
  return gpuRules.flatMap(({ id, find }) => find(of).map((finding) => ({ rule: id, ...finding })));
}

/** `pcie-link, fault: The PCIe link of …` of each. */
export function told(...of: Parameters<typeof gpuFindings>): string[] {
  return gpuFindings(...of).map(({ rule, severity, sentence }) => `${rule}, ${severity}: ${sentence}`);
}

/** The only finding. */
export function onlyFinding(...of: Parameters<typeof gpuFindings>): Finding {
  const [finding, ...more] = gpuFindings(...of);
  if (finding === undefined || more.length > 0) throw new RangeError(`${more.length} more, or none`);
  return finding;
}

/** All advice of a finding as one text. */
export function adviceOf({ advice }: Finding): string {
  return advice.join("\n");
}

/** `Host to device, GPU 1: 3.8 GB/s` of each number that a finding rests on. */
export function evidenceOf({ evidence }: Finding): string[] {
  return evidence.map(
    ({ label, value, unit }) =>
      `${label}: ${typeof value === "number" ? Number(value.toPrecision(6)) : value}${unit === null ? "" : ` ${unit}`}`,
  );
}
