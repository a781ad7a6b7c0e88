import { medianOf } from "../../benchmarks/statistics.ts";
import type { Gpu } from "../../machine/facts.ts";
import type { LoadOfBenchmark } from "../gpu_load.ts";
import type { SummaryRow } from "../summary.ts";
import { degradedLinks } from "./degraded_links.ts";
import type { Case } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";

/** What GPUs of one model have in common, as far as they can be held against each other. */
export interface Trait {
  readonly metric: string;
  readonly name: string;
  readonly kind: "compute" | "memory" | "copies";
}

const traits: readonly Trait[] = [
  { metric: "gpu-compute.rate", name: "matrix multiplication", kind: "compute" },
  { metric: "gpu-bandwidth.d2d", name: "copies within its memory", kind: "memory" },
  { metric: "gpu-bandwidth.h2d", name: "host to device copies", kind: "copies" },
  { metric: "gpu-bandwidth.d2h", name: "device to host copies", kind: "copies" },
];

/** Memory and unthrottled clocks are the same on each card: two H200 of one machine were 0.1 % apart in both. */
const ofSteadyClocks = 0.03;
/** Copies also meet the host's memory and IOMMU, which are not the card's own. */
const overPcie = 0.05;
/**
 * Under a power cap, or where nobody sees whether there was one, clocks follow the silicon: cards of one kind are 8 % apart
 * then (Sinha et al. 2022, "Not All GPUs Are Created Equal", SC22).
 */
const underPowerCap = 0.1;

export interface Member {
  readonly gpu: Gpu;
  readonly row: SummaryRow;
}

/** A GPU that is worse than its siblings in something. */
export interface WorseSibling {
  readonly gpu: number;
  readonly trait: Trait;
  readonly row: SummaryRow;
  readonly siblings: readonly Member[];
  readonly usual: number;
  /** Share that is missing. */
  readonly gap: number;
}

/**
 * The figure of each GPU. Of copies, the one with host memory on the best node, where that was measured: which node a
 * GPU is near to does not make it a bad one.
 */
function membersOf({ metric, kind }: Trait, gpus: readonly Gpu[], of: Case): Member[] {
  const best = (name: string, gpu: number): SummaryRow | undefined =>
    trustedRows(of, name, { gpu }).toSorted((a, b) => b.median - a.median)[0];
  const membersBy = (name: string): Member[] =>
    gpus.flatMap((gpu) => {
      const row = best(name, gpu.index);
      return row === undefined ? [] : { gpu, row };
    });
  const byNode = kind === "copies" ? membersBy(`${metric}-numa`) : [];
  return byNode.length === gpus.length ? byNode : membersBy(metric);
}

export function loadOf(gpu: number, benchmark: string, { gpuLoads }: Case): LoadOfBenchmark | undefined {
  return gpuLoads.find((load) => load.gpu === gpu && load.benchmark === benchmark);
}

function marginOf({ kind }: Trait, members: readonly Member[], of: Case): number {
  if (kind === "copies") return overPcie;
  if (kind === "memory") return ofSteadyClocks;
  const isSteady = members.every(({ gpu: { index, vendor } }) => {
    const load = loadOf(index, "gpu-compute", of);
    // Only NVIDIA's driver tells why clocks are held back.
    return (
      vendor === "nvidia" &&
      load !== undefined &&
      load.busyTrials > 0 &&
      !load.throttleReasons.includes("sw_power_cap")
    );
  });
  return isSteady ? ofSteadyClocks : underPowerCap;
}

/** Whether another rule has told already why this GPU falls behind. */
function isExplained(
  { gpu }: Member,
  { kind }: Trait,
  of: Case,
  degraded: readonly LoadOfBenchmark[],
): boolean {
  if (kind === "copies") return degraded.some((load) => load.gpu === gpu.index);
  return of.gpuLoads.some((load) => load.gpu === gpu.index && load.heldBackTrials > 0);
}

function worseIn(trait: Trait, gpus: readonly Gpu[], of: Case): WorseSibling[] {
  const degraded = degradedLinks(of);
  const members = membersOf(trait, gpus, of).filter((member) => !isExplained(member, trait, of, degraded));
  if (members.length < 2) return [];
  const margin = marginOf(trait, members, of);
  const worse = members.flatMap((member): WorseSibling[] => {
    const siblings = members.filter((other) => other !== member);
    const usual = medianOf(siblings.map(({ row }) => row.median));
    const { row } = member;
    const gap = 1 - row.median / usual;
    const isApart = row.high < medianOf(siblings.map(({ row: { low } }) => low));
    return gap > margin && isApart ? [{ gpu: member.gpu.index, trait, row, siblings, usual, gap }] : [];
  });
  // Half of them, and it is where memory and vCPUs lie that parts them.
  const isPlacement = trait.kind === "copies" && members.length > 2 && 2 * worse.length >= members.length;
  return isPlacement ? [] : worse;
}

/** GPUs of one model on one node, of which nothing should tell one from the others. */
function families(gpus: readonly Gpu[]): Gpu[][] {
  return Array.from(Map.groupBy(gpus, ({ model, numaNode }) => `${numaNode ?? -1} ${model}`).values());
}

/** GPUs that are worse than their siblings, once for each trait in which they are. */
export function worseSiblings(of: Case): WorseSibling[] {
  const devices = of.configuration.machine?.gpus.devices ?? [];
  return traits.flatMap((trait) => {
    // What a card does by itself does not depend on where it is.
    const groups =
      trait.kind === "copies"
        ? families(devices)
        : Array.from(Map.groupBy(devices, ({ model }) => model).values());
    return groups.flatMap((gpus) => worseIn(trait, gpus, of));
  });
}
