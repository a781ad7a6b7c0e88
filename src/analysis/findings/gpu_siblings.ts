import { formatNumber } from "../../number_format.ts";
import { linkWords } from "../pcie_link.ts";
import type { Finding } from "./finding.ts";
import { isBareMetal } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { loadOf, type WorseSibling, worseSiblings } from "./siblings.ts";
import { percentWords } from "./words.ts";

/** `, over a PCIe link at Gen5 ×8 instead of Gen5 ×16`; empty where the links are alike. */
function linkDifference({ gpu, trait, siblings }: WorseSibling, of: Case): string {
  if (trait.kind !== "copies") return "";
  const words = (index: number): string | null => {
    const link = loadOf(index, "gpu-bandwidth", of)?.link ?? null;
    return link === null ? null : linkWords(link);
  };
  const [own, others] = [words(gpu), new Set(siblings.map(({ gpu: { index } }) => words(index)))];
  const [other = null] = others;
  return own === null || other === null || others.size > 1 || own === other
    ? ""
    : `, over a PCIe link at ${own} instead of ${other}`;
}

function sentenceOn(worst: WorseSibling, of: Case): string {
  const { gpu, trait, row, siblings, usual, gap } = worst;
  const [only, ...more] = siblings;
  const figures = `${formatNumber(row.median)} ${row.unit}, ${percentWords(gap)} below the ${formatNumber(usual)} ${row.unit}`;
  const link = linkDifference(worst, of);
  if (only !== undefined && more.length === 0)
    return `GPU ${gpu} is the slower of two in ${trait.name}: ${figures} of GPU ${only.gpu.index}${link}.`;
  return `GPU ${gpu} is slower than its siblings in ${trait.name}: ${figures} in the middle of the other ${siblings.length}${link}.`;
}

const adviceOnCard =
  "Look for what sets the card apart while the benchmark runs: nvidia-smi -q -d CLOCK,POWER,TEMPERATURE,PERFORMANCE (a lower " +
  "power limit or application clocks, heat) and -d ECC,ROW_REMAPPER (memory that was repaired).";

function adviceOn(found: readonly WorseSibling[], isHost: boolean): string[] {
  const overLink = found.some(({ trait }) => trait.kind === "copies");
  return [
    ...(overLink
      ? [
          "On the host, compare LnkSta of this GPU, its siblings and the ports above them under load (lspci -vv, the way up by " +
            "lspci -PP), and the node of each (cat /sys/bus/pci/devices/GPU/numa_node).",
          isHost
            ? "A GPU on another node than the memory is slower and not broken: run with numactl on its own node to tell."
            : "A GPU on another host node than the guest's memory is slower and not broken: <numatune>, <vcpupin> and a " +
              "pcie-expander-bus for each node put each GPU beside memory of its own.",
        ]
      : []),
    ...(found.some(({ trait }) => trait.kind !== "copies") ? [adviceOnCard] : []),
    isHost
      ? "Swap it with a sibling's slot: what moves with the card is the card's, what stays is the slot's."
      : "Give the guest another GPU in its place (<hostdev>): what moves with the card is the card's, what stays is the slot's or the guest's.",
  ];
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null) return [];
  return Array.from(Map.groupBy(worseSiblings(of), ({ gpu }) => gpu).values()).flatMap((found) => {
    const [worst] = found.toSorted((a, b) => b.gap - a.gap);
    if (worst === undefined) return [];
    return {
      severity: "fault" as const,
      sentence: sentenceOn(worst, of),
      evidence: found.flatMap(({ gpu, trait, row, usual, siblings }) => [
        { label: `${trait.name}, GPU ${gpu}`, value: row.median, unit: row.unit },
        {
          label: `${trait.name}, middle of GPUs ${siblings.map((sibling) => sibling.gpu.index).join(", ")}`,
          value: usual,
          unit: row.unit,
        },
      ]),
      advice: adviceOn(found, isBareMetal(machine)),
    };
  });
}

/** A GPU that is worse than others of its model in the same machine, with the same benchmarks. */
export const gpuSiblings: Rule = { id: "gpu-siblings", find };
