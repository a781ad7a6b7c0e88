import type { MachineFacts } from "../../machine/facts.ts";
import { formatBytes } from "../../number_format.ts";
import { sum } from "../sum.ts";
import type { Evidence, Finding } from "./finding.ts";
import { isGuest } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";

type Pool = MachineFacts["hugePages"]["pools"][number];

function bytesOf({ reserved, pageBytes }: Pool): number {
  return reserved * pageBytes;
}

function evidenceOf(of: Case, pools: readonly Pool[]): Evidence[] {
  return [
    ...pools.flatMap(({ pageBytes, reserved, free }) => [
      { label: `Pages of ${formatBytes(pageBytes)} reserved`, value: reserved, unit: null },
      { label: `Pages of ${formatBytes(pageBytes)} free`, value: free, unit: null },
    ]),
    ...trustedRows(of, "stream.huge-page-share").map((row) => ({
      label: "STREAM's arrays on huge pages of any kind",
      value: row.median,
      unit: row.unit,
    })),
  ];
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null || !isGuest(machine)) return [];
  const unused = machine.hugePages.pools.filter(({ reserved, free }) => reserved > 0 && free === reserved);
  const [first] = unused;
  if (first === undefined) return [];
  const bytes = sum(unused.map(bytesOf));
  const size = unused.length === 1 ? ` of ${formatBytes(first.pageBytes)}` : "";
  const share = machine.memory.totalBytes > 0 ? bytes / machine.memory.totalBytes : 0;
  return [
    {
      severity: "cost",
      sentence:
        `${formatBytes(bytes)} of the guest's memory are reserved as huge pages${size}, and nothing used any of ` +
        "them.",
      evidence: [
        ...evidenceOf(of, unused),
        ...(share > 0 ? [{ label: "Reserved of all memory", value: 100 * share, unit: "%" }] : []),
      ],
      advice: [
        "Only programs that ask for reserved pages get them (MAP_HUGETLB, hugetlbfs); where none is to run in this " +
          "guest, give them back: sysctl vm.nr_hugepages=0, and no hugepages= on the kernel's command line.",
        "All other programs get transparent ones: echo madvise (or always) > " +
          "/sys/kernel/mm/transparent_hugepage/enabled.",
        "What backs the guest is reserved on the host, not in here (sysctl vm.nr_hugepages there, or nr_hugepages " +
          "of the host node), and asked for with <memoryBacking><hugepages/></memoryBacking>.",
      ],
    },
  ];
}

/**
 * Memory that a guest keeps in pools of huge pages from which nobody took any when the run began. STREAM's arrays
 * never lie on them, and the latency curves that do ask for them themselves. A bare machine reserves them for guests,
 * which do not run while it is measured, so that nothing is found there.
 */
export const hugePagesUnused: Rule = { id: "huge-pages-unused", find };
