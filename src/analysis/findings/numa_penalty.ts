import { formatBytes } from "../../number_format.ts";
import type { Evidence, Finding } from "./finding.ts";
import { exceedsNode, hostOf, isGuest, largestNode } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";
import { percentWords } from "./words.ts";

/** In percent. Nodes within one socket usually cost less than this, those of two sockets more. */
const tolerable = 20;

const triad = { kernel: "triad" } as const;

function evidenceOf(of: Case, penalty: number): Evidence[] {
  const rows = (metric: string, label: string): Evidence[] =>
    trustedRows(of, metric, triad).map((row) => ({ label, value: row.median, unit: row.unit }));
  return [
    { label: "NUMA penalty, Triad", value: penalty, unit: "%" },
    ...rows("stream-numa.local", "Triad on a node's own memory"),
    ...rows("stream-numa.remote", "Triad, slowest pair of nodes"),
  ];
}

function adviceOn(of: Case): string[] {
  const host = hostOf(of);
  const { machine } = of.configuration;
  const pinned =
    "<vcpupin vcpu='0' cpuset='…'/> for each vCPU to CPUs of that node, <emulatorpin> and <iothreadpin> too, " +
    "<numatune><memory mode='strict' nodeset='N'/></numatune>, and no <numa> cells";
  const node = host === null ? null : largestNode(host.machine);
  const spans =
    "keep each of its nodes on one host node (a <cell> each in <cpu><numa>, <memnode cellid='0' mode='strict' " +
    "nodeset='0'/>, its vCPUs pinned to CPUs of that node) and bind what runs inside: numactl --cpunodebind=0 " +
    "--membind=0 PROGRAM.";
  if (node === null || machine === null)
    return [
      `If the guest fits into one node of the host (numactl --hardware there), keep it in it: ${pinned}.`,
      `If it has to span nodes, ${spans}`,
    ];
  const size = `(${node.cpus} CPUs, ${formatBytes(node.memoryBytes)})`;
  return exceedsNode(machine, node)
    ? [`The guest is larger than a node of its host ${size}: ${spans}`]
    : [
        `The guest fits into one node of its host ${size}, so keep it in it: ${pinned}.`,
        `If it is to span nodes all the same, ${spans}`,
      ];
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null || !isGuest(machine)) return [];
  // The interval's end, so that noise accuses nobody.
  const high = trustedRows(of, "stream-numa.penalty", triad).filter(({ low }) => low > tolerable);
  const [worst] = high.toSorted((a, b) => b.median - a.median);
  if (worst === undefined) return [];
  const which = machine.numa.nodes.length > 2 ? "another NUMA node" : "the other NUMA node";
  return [
    {
      severity: "cost",
      sentence:
        `Memory on ${which} costs ${percentWords(worst.median / 100)} of Triad's bandwidth, and programs that are ` +
        "not bound to a node pay it.",
      evidence: evidenceOf(of, worst.median),
      advice: adviceOn(of),
    },
  ];
}

/**
 * What a guest pays for spanning NUMA nodes. The same penalty on bare metal is how the machine is built and no
 * choice, so that nothing is found there.
 */
export const numaPenalty: Rule = { id: "numa-penalty", find };
