import type { MachineFacts } from "../../machine/facts.ts";
import { formatBytes, formatCount, formatNumber } from "../../number_format.ts";
import type { SummaryRow } from "../summary.ts";
import type { Finding } from "./finding.ts";
import { exceedsNode, hostOf, isGuest, largestNode } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";

const cells =
  "Show the guest a node for each host node that it uses: <cpu mode='host-passthrough'><numa><cell id='0' " +
  "cpus='0-7' memory='…'/><cell id='1' cpus='8-15' memory='…'/></numa></cpu>.";
const placement =
  "Lay each of them on its host node, memory and vCPUs alike: <numatune><memnode cellid='0' mode='strict' " +
  "nodeset='0'/>…</numatune>, and <vcpupin vcpu='0' cpuset='…'/> to CPUs of the same node.";
const look =
  "Look on the host: numastat -p QEMU-PID says where its memory lies, virsh vcpuinfo NAME where its vCPUs run.";

function hidden(of: Case, guest: MachineFacts): Omit<Finding, "rule">[] {
  const host = hostOf(of);
  if (host === null || guest.numa.nodes.length > 1 || host.machine.numa.nodes.length < 2) return [];
  const node = largestNode(host.machine);
  if (!exceedsNode(guest, node)) return [];
  const nodes = formatCount(host.machine.numa.nodes.length);
  const tooMuch =
    guest.cpu.threads > node.cpus
      ? `its ${formatCount(guest.cpu.threads)} vCPUs are more than the ${formatCount(node.cpus)} CPUs of a node`
      : `its ${formatBytes(guest.memory.totalBytes)} are more than the ${formatBytes(node.memoryBytes)} of a node`;
  return [
    {
      severity: "cost",
      sentence: `The guest sees one NUMA node of its host's ${nodes}, although it spans several: ${tooMuch}.`,
      evidence: [
        { label: "NUMA nodes of the guest", value: 1, unit: null },
        { label: "NUMA nodes of the host", value: host.machine.numa.nodes.length, unit: null },
        { label: "vCPUs", value: guest.cpu.threads, unit: null },
        { label: "CPUs of a host node", value: node.cpus, unit: null },
        { label: "Memory of the guest", value: formatBytes(guest.memory.totalBytes), unit: null },
        { label: "Memory of a host node", value: formatBytes(node.memoryBytes), unit: null },
      ],
      advice: [cells, placement, `Or make the guest small enough for one node. ${look}`],
    },
  ];
}

/** SLIT's distance of another socket starts here, and so does what Linux and QEMU assume where nobody states one. */
const farDistance = 20;
/** Another socket's memory is 1.3 to 3 times as far, nodes within one socket at least this. */
const alike = 1.05;
/** How far from alike the intervals may still allow. */
const surelyAlike = 1.1;

/** One measurement on far memory, held against the same on the node's own. */
interface Beside {
  readonly own: SummaryRow;
  readonly far: SummaryRow;
  readonly distance: number;
}

function farCells(of: Case, machine: MachineFacts, metric: string): Beside[] {
  const { nodes } = machine.numa;
  const rows = trustedRows(of, metric).filter(({ at }) => (at["kernel"] ?? "triad") === "triad");
  return rows.flatMap((far) => {
    const { cpuNode, memoryNode } = far.at;
    const to = nodes.findIndex(({ id }) => id === memoryNode);
    const distance = nodes.find(({ id }) => id === cpuNode)?.distances[to] ?? 0;
    const own = rows.find(({ at }) => at["cpuNode"] === cpuNode && at["memoryNode"] === cpuNode);
    return own === undefined || cpuNode === memoryNode || distance < farDistance
      ? []
      : { own, far, distance };
  });
}

function isAlike({ own, far }: Beside): boolean {
  const farther = far.unit === "ns" ? far.median / own.median : own.median / far.median;
  const atMost = far.unit === "ns" ? far.high / own.low : own.high / far.low;
  return farther < alike && atMost < surelyAlike;
}

function rowsOf(all: readonly Beside[]): SummaryRow[] {
  return Array.from(new Set(all.flatMap(({ own, far }) => [own, far])));
}

function cellName({ at: { cpuNode, memoryNode }, unit }: SummaryRow): string {
  return `${unit === "ns" ? "Latency" : "Triad"}, node ${cpuNode} on memory of node ${memoryNode}`;
}

function untrue(of: Case, guest: MachineFacts): Omit<Finding, "rule">[] {
  const latencies = farCells(of, guest, "mem-latency.numa");
  // A few vCPUs cannot fill a link between sockets: bandwidth may contradict, but is no proof.
  const all = [...latencies, ...farCells(of, guest, "stream-numa.rate")];
  const [farthest] = latencies.toSorted((a, b) => b.far.median / b.own.median - a.far.median / a.own.median);
  if (farthest === undefined || !all.every(isAlike)) return [];
  const { own, far, distance } = farthest;
  return [
    {
      severity: "fault",
      sentence:
        `The guest's NUMA nodes are not the host's: memory at distance ${formatCount(distance)} answers in ` +
        `${formatNumber(far.median)} ns, a node's own in ${formatNumber(own.median)} ns.`,
      evidence: [
        { label: "Distance that the guest is told", value: distance, unit: null },
        ...rowsOf(all).map((row) => ({ label: cellName(row), value: row.median, unit: row.unit })),
      ],
      advice: [
        placement,
        `${look} Either all of it lies on one host node, or it lies anywhere.`,
        "If the guest fits into one host node, keep it there and leave out <numa>.",
      ],
    },
  ];
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null || !isGuest(machine)) return [];
  return [...hidden(of, machine), ...untrue(of, machine)];
}

/**
 * NUMA nodes of the host that the guest is not shown though it must span them, as a host run of its group tells; and
 * nodes that it is shown though its memory is equally near everywhere. A guest that fits into one node is right to
 * see one.
 */
export const hiddenNumaNodes: Rule = { id: "hidden-numa-nodes", find };
