import { formatBytes, formatNumber } from "../../number_format.ts";
import type { SummaryRow } from "../summary.ts";
import type { Finding } from "./finding.ts";
import { isGuest } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";

function sizeOf({ at: { size } }: SummaryRow): number {
  return typeof size === "number" ? size : 0;
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  if (machine === null || machine.hugePages.transparent !== "never") return [];
  if (machine.hugePages.pools.some(({ reserved }) => reserved > 0)) return [];
  const [largest] = trustedRows(of, "mem-latency.load", { pages: "base" }).toSorted(
    (a, b) => sizeOf(b) - sizeOf(a),
  );
  const measured =
    largest === undefined
      ? ""
      : `, where a load from ${formatBytes(sizeOf(largest))} takes ${formatNumber(largest.median)} ns`;
  return [
    {
      severity: "cost",
      sentence: `Transparent huge pages are off and none are reserved, so all memory lies on normal pages${measured}.`,
      evidence: [
        { label: "Transparent huge pages", value: "never", unit: null },
        { label: "Reserved huge pages", value: 0, unit: null },
        ...(largest === undefined
          ? []
          : [
              {
                label: `Dependent load, ${formatBytes(sizeOf(largest))}, normal pages`,
                value: largest.median,
                unit: largest.unit,
              },
            ]),
      ],
      advice: [
        "Let programs have them: echo madvise > /sys/kernel/mm/transparent_hugepage/enabled (always for programs " +
          "that do not ask), and no transparent_hugepage=never on the kernel's command line; then compare " +
          "mem-latency's curves for both kinds of pages.",
        ...(isGuest(machine)
          ? [
              "A TLB miss in a guest walks the host's page tables as well, which are not seen from here: back the " +
                "guest with huge pages too, <memoryBacking><hugepages><page size='1' " +
                "unit='G'/></hugepages></memoryBacking> with pages reserved on the host's node, and look there with " +
                "grep -i huge /proc/meminfo.",
            ]
          : []),
      ],
    },
  ];
}

/**
 * A machine in which no program can have huge pages. That normal pages are slower than huge ones is no finding by
 * itself: so they are on every healthy machine, by what TLB misses cost there, and a program that cares can ask for
 * huge ones wherever they are not turned off.
 */
export const hugePagesAbsent: Rule = { id: "huge-pages-absent", find };
