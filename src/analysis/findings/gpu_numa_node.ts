import { formatCpuList, parseCpuList } from "../../machine/cpu_list.ts";
import type { Gpu, MachineFacts, NumaNode } from "../../machine/facts.ts";
import { formatNumber, formatPlural } from "../../number_format.ts";
import type { SummaryRow } from "../summary.ts";
import type { Finding } from "./finding.ts";
import { gpuNames } from "./gpu_words.ts";
import { isBareMetal } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";
import { listWords } from "./words.ts";

/** Copies from the best node's memory are this much faster than from the worst one's where the node matters. */
const leastGap = 0.05;

/** Nodes on which the programs may run: memory alone (CXL, a GPU's own) offers no choice of CPUs. */
function usableNodes({ cpu, numa }: MachineFacts): NumaNode[] {
  const allowed = new Set(parseCpuList(cpu.allowed));
  return numa.nodes.filter(({ cpus }) => parseCpuList(cpus).some((one) => allowed.has(one)));
}

interface Gap {
  readonly gpu: number;
  readonly best: SummaryRow;
  readonly worst: SummaryRow;
}

const directionWords: Readonly<Record<string, string>> = {
  "gpu-bandwidth.h2d-numa": "host to device",
  "gpu-bandwidth.d2h-numa": "device to host",
};

/** The largest gap between nodes that copies of these GPUs show; null where they show none. */
function gapOf(of: Case, gpus: readonly Gpu[]): Gap | null {
  const gaps = Object.keys(directionWords).flatMap((metric) =>
    gpus.flatMap(({ index }): Gap[] => {
      const rows = trustedRows(of, metric, { gpu: index }).toSorted((a, b) => a.median - b.median);
      const [worst, best] = [rows[0], rows.at(-1)];
      if (worst === undefined || best === undefined) return [];
      const isShown = worst.high < best.low && worst.median < (1 - leastGap) * best.median;
      return isShown ? [{ gpu: index, best, worst }] : [];
    }),
  );
  return gaps.toSorted((a, b) => a.worst.median / a.best.median - b.worst.median / b.best.median)[0] ?? null;
}

const setByHand =
  "Until then, tell the kernel by hand before the GPU's driver is loaded: echo N > /sys/bus/pci/devices/GPU/numa_node.";

const adviceToGuest = [
  "Put the GPU on a root bus of its guest node: <controller type='pci' model='pcie-expander-bus'><target busNr='…'>" +
    "<node>N</node></target></controller>, N being the id of the <numa><cell>, then a <controller type='pci' " +
    "model='pcie-root-port'> on that bus, and the address of the GPU's <hostdev> on that port.",
  "Lay that cell on the GPU's host node H (on the host: cat /sys/bus/pci/devices/GPU/numa_node): <numatune><memnode " +
    "cellid='N' mode='strict' nodeset='H'/></numatune>, and <vcpupin> of the cell's vCPUs to CPUs of H (lscpu -e=CPU,NODE).",
  "Look in the guest: cat /sys/bus/pci/devices/GPU/numa_node, and nvidia-smi topo -m for the affinity that NCCL goes by.",
  setByHand,
];

const adviceToHost = [
  "Update the host's firmware, and look in its setup for what describes PCIe locality: NUMA must be on (no node " +
    "interleaving), and an NPS or SNC setting has to fit the kernel (dmesg | grep -i -e SRAT -e 'pci.*numa').",
  setByHand,
  "Guests do not inherit it: each needs <numatune>, <vcpupin> and a pcie-expander-bus of its own.",
];

/** GPUs of which the machine does not say where they are, though its programs could choose between nodes. */
function unknownOnes(of: Case, machine: MachineFacts): Omit<Finding, "rule">[] {
  const gpus = machine.gpus.devices.filter(({ numaNode }) => (numaNode ?? -1) < 0);
  const nodes = usableNodes(machine);
  // On one node all is equally near as far as programs can tell, so that −1 loses nothing.
  if (gpus.length === 0 || nodes.length < 2) return [];
  const isHost = isBareMetal(machine);
  const gap = gapOf(of, gpus);
  const names = gpuNames(gpus.map(({ index }) => index));
  const isOne = gpus.length === 1;
  const unsaid =
    `The ${isHost ? "host" : "guest"} has ${formatPlural(nodes.length, "NUMA node")}, but ${isHost ? "its firmware " : ""}does not say ` +
    `on which ${names} ${isOne ? "is" : "are"}`;
  const costs =
    gap === null
      ? `software cannot place itself near ${isOne ? "it" : "them"}, and the GPU figures are of wherever it happened to run`
      : `${directionWords[gap.best.metric]} copies of GPU ${gap.gpu} reach ${formatNumber(gap.worst.median)} GB/s with memory of ` +
        `node ${gap.worst.at["memoryNode"]} and ${formatNumber(gap.best.median)} GB/s with memory of node ${gap.best.at["memoryNode"]}`;
  return [
    {
      severity: gap === null ? "doubt" : "cost",
      sentence: `${unsaid}: ${costs}.`,
      evidence: [
        { label: "NUMA nodes with CPUs to run on", value: nodes.length, unit: null },
        { label: "GPUs of unknown node", value: listWords(gpus.map(({ index }) => index)), unit: null },
        ...[gap?.best, gap?.worst].flatMap((row) =>
          row === undefined
            ? []
            : {
                label: `Copies of GPU ${row.at["gpu"]}, memory of node ${row.at["memoryNode"]}`,
                value: row.median,
                unit: row.unit,
              },
        ),
      ],
      advice: isHost ? adviceToHost : adviceToGuest,
    },
  ];
}

function distanceBetween(from: NumaNode, to: NumaNode, { numa }: MachineFacts): number | null {
  return from.distances[numa.nodes.findIndex(({ id }) => id === to.id)] ?? null;
}

/** GPUs on a node that has CPUs, of which the programs may use none. */
function farOnes(machine: MachineFacts): Omit<Finding, "rule">[] {
  const usable = usableNodes(machine);
  const placed = machine.gpus.devices.flatMap((gpu) => {
    const node = machine.numa.nodes.find(({ id }) => id === gpu.numaNode);
    // A node without CPUs has none that anybody could use.
    return node === undefined || node.cpus === "" || usable.includes(node) ? [] : { gpu, node };
  });
  return Array.from(Map.groupBy(placed, ({ node }) => node)).flatMap(([node, own]) => {
    const nearest = usable
      .map((other) => ({ id: other.id, distance: distanceBetween(node, other, machine) }))
      .toSorted((a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity))[0];
    if (nearest === undefined) return [];
    const { id, distance } = nearest;
    const isOne = own.length === 1;
    return {
      severity: "cost" as const,
      sentence:
        `${gpuNames(own.map(({ gpu }) => gpu.index))} ${isOne ? "is" : "are"} on NUMA node ${node.id}, but this program may use ` +
        `none of its CPUs: the nearest are those of node ${id}${distance === null ? "" : `, at distance ${distance}`}.`,
      evidence: [
        { label: "CPUs that may be used", value: machine.cpu.allowed, unit: null },
        { label: `CPUs of node ${node.id}`, value: formatCpuList(parseCpuList(node.cpus)), unit: null },
        ...(distance === null
          ? []
          : [{ label: `Distance from node ${node.id} to node ${id}`, value: distance, unit: null }]),
      ],
      advice: [
        `Let it run on CPUs of node ${node.id}: of a container that is --cpuset-cpus and --cpuset-mems, of a service ` +
          "AllowedCPUs= and NUMAPolicy=, of a shell taskset or numactl; grep Cpus_allowed_list /proc/self/status tells.",
        ...(isBareMetal(machine)
          ? []
          : [
              `Or give the guest GPUs that are near its vCPUs: the pcie-expander-bus of the <hostdev> names the guest's node ` +
                "(<target><node>), and <numatune> and <vcpupin> have to lay that <numa><cell> on the GPU's host node.",
            ]),
      ],
    };
  });
}

/** Whether anything was measured that depends on where the GPUs are. */
function areGpusMeasured({ summary }: Case): boolean {
  return summary.some(({ series: { benchmark } }) => benchmark === "gpu-bandwidth" || benchmark === "nccl");
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null || !areGpusMeasured(of)) return [];
  return [...unknownOnes(of, machine), ...farOnes(machine)];
}

/** GPUs that nobody can place themselves near: the machine does not say where they are, or grants no CPU there. */
export const gpuNumaNode: Rule = { id: "gpu-numa-node", find };
