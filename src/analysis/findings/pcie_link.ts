import type { MachineFacts } from "../../machine/facts.ts";
import type { LoadOfBenchmark } from "../gpu_load.ts";
import { type LinkState, linkWords } from "../pcie_link.ts";
import { sum } from "../sum.ts";
import { degradedLinks } from "./degraded_links.ts";
import type { Evidence, Finding } from "./finding.ts";
import { gpuNames, trialsWords } from "./gpu_words.ts";
import { isBareMetal } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";

/** GPUs whose links did the same. */
interface Alike {
  readonly gpus: readonly number[];
  /** Of one of them. */
  readonly loads: readonly LoadOfBenchmark[];
  readonly seen: string;
  readonly most: LinkState;
  readonly extent: string;
}

function alikeOf(degraded: readonly LoadOfBenchmark[]): Alike[] {
  const each = Array.from(Map.groupBy(degraded, ({ gpu }) => gpu)).flatMap(([gpu, loads]): Alike[] => {
    const [first] = loads;
    if (first === undefined) return [];
    const states = loads.flatMap(({ link }) => (link === null ? [] : linkWords(link)));
    return [
      {
        gpus: [gpu],
        loads,
        seen: Array.from(new Set(states)).join(" and "),
        most: first.fastestLink,
        extent: trialsWords(loads, ({ degradedTrials }) => degradedTrials),
      },
    ];
  });
  const groups = Map.groupBy(each, ({ seen, most, extent }) => [seen, linkWords(most), extent].join("\n"));
  return Array.from(groups.values()).flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : { ...first, gpus: same.flatMap(({ gpus }) => gpus) };
  });
}

function evidenceOf(
  { gpus, loads, seen, most }: Alike,
  { summary }: Case,
  machine: MachineFacts,
): Evidence[] {
  const copies = summary.filter(
    ({ row: { metric, at } }) => metric === "gpu-bandwidth.h2d" && gpus.some((gpu) => at["gpu"] === gpu),
  );
  const ports = isBareMetal(machine)
    ? machine.gpus.devices.filter(({ index, links }) => gpus.includes(index) && links.length > 1)
    : [];
  return [
    { label: "PCIe link under load", value: seen, unit: null },
    { label: "The most that it can be", value: linkWords(most), unit: null },
    {
      label: "Trials with the slow link",
      value: sum(loads.map(({ degradedTrials }) => degradedTrials)),
      unit: null,
    },
    { label: "Trials under load", value: sum(loads.map(({ busyTrials }) => busyTrials)), unit: null },
    ...copies.map(({ row }) => ({
      label: `Host to device, GPU ${row.at["gpu"]}`,
      value: row.median,
      unit: row.unit,
    })),
    ...ports.map(({ index, links }) => ({
      label: `Port above GPU ${index}`,
      value: links[1]?.address ?? "",
      unit: null,
    })),
  ];
}

function fallsIn(what: keyof LinkState, { loads, most }: Alike): boolean {
  return loads.some(({ link }) => (link?.[what] ?? Infinity) < (most[what] ?? 0));
}

function adviceOn(alike: Alike, machine: MachineFacts): string[] {
  const look =
    "find the port above the GPU with lspci -PP -s GPU and, while the benchmark runs, compare LnkCap, LnkSta and " +
    "LnkCtl2 of both (lspci -vv): where LnkCap of the port says no more than was seen, the slot is the limit and " +
    "nothing is broken.";
  const generation = alike.most.generation ?? 0;
  return [
    isBareMetal(machine)
      ? `${look.charAt(0).toUpperCase()}${look.slice(1)}`
      : `Only the host sees the root port, since the bridges in a guest are made up: on the host, ${look}`,
    ...(fallsIn("generation", alike)
      ? [
          "On the host, while no VM and no program uses the GPU, let the port above it train again: write the target speed " +
            `alone, the low four bits (setpci -s ROOTPORT CAP_EXP+0x30.w=000${generation}:000f, ${generation} being Gen${generation}), then ` +
            "ask for it (setpci -s ROOTPORT CAP_EXP+0x10.w=0020:0020), and read LnkSta again.",
          "If the speed falls back, look for AER errors of that port in the host's dmesg: then it is the contact, the riser " +
            "or the cable.",
        ]
      : []),
    ...(fallsIn("width", alike)
      ? [
          "Lanes that are missing do not come back by training for speed: reseat the GPU, check its riser, cable and " +
            "contacts, and the slot's bifurcation in the firmware setup.",
        ]
      : []),
  ];
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null) return [];
  return alikeOf(degradedLinks(of)).map((alike) => {
    const { gpus, seen, most, extent } = alike;
    const several = gpus.length > 1;
    return {
      severity: "fault",
      sentence:
        `The PCIe ${several ? "links" : "link"} of ${gpuNames(gpus)} ran at ${seen} under load, of ${linkWords(most)}, ` +
        `${several ? "each " : ""}in ${extent}.`,
      evidence: evidenceOf(alike, of, machine),
      advice: adviceOn(alike, machine),
    };
  });
}

/**
 * A PCIe link that stayed slower or narrower than GPU and slot can be while the GPU was at work; at rest it may be slow.
 * The registers of the advice are Link Control 2 (target speed) and Link Control (bit 5, retrain) of the PCI Express
 * capability.
 */
export const pcieLink: Rule = { id: "pcie-link", find };
