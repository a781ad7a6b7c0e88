import type { MachineFacts } from "../../machine/facts.ts";
import { formatNumber } from "../../number_format.ts";
import { cpuFamilyOf, peakOfSocket } from "./cpu_families.ts";
import type { Finding } from "./finding.ts";
import { hostOf, isGuest } from "./host_of_guest.ts";
import type { Case, Rule } from "./rule.ts";
import { trustedRows } from "./trusted_rows.ts";

function gigabytes(megabytes: number): string {
  return formatNumber(megabytes / 1000);
}

/** A guest's sockets are whatever its topology says, so it may have all that such a machine can have. */
function socketsOf(of: Case, machine: MachineFacts, most: number): number {
  return isGuest(machine) ? (hostOf(of)?.machine.cpu.sockets ?? most) : machine.cpu.sockets;
}

function find(of: Case): Omit<Finding, "rule">[] {
  const { machine } = of.configuration;
  const family = cpuFamilyOf(machine?.cpu.model ?? null);
  // Nodes without CPUs are memory behind CXL or a GPU's, on no channel of the sockets.
  if (machine === null || family === null || machine.numa.nodes.some(({ cpus }) => cpus === "")) return [];
  const sockets = socketsOf(of, machine, family.sockets);
  const peak = sockets * peakOfSocket(family);
  // The interval's end, so that noise accuses nobody.
  const above = trustedRows(of, "stream.rate").filter(({ low }) => low > peak);
  const [worst] = above.toSorted((a, b) => b.median - a.median);
  if (worst === undefined) return [];
  const kernel = String(worst.at["kernel"] ?? "stream");
  return [
    {
      severity: "doubt",
      sentence:
        `${kernel.charAt(0).toUpperCase()}${kernel.slice(1)}'s ${gigabytes(worst.median)} GB/s are more than the ` +
        `${gigabytes(peak)} GB/s that the memory of ${sockets} × ${family.name} can move.`,
      evidence: [
        ...above.map(({ at, median, unit }) => ({ label: `Rate, ${at["kernel"]}`, value: median, unit })),
        { label: "Sockets", value: sockets, unit: null },
        { label: "Channels of a socket", value: family.channels, unit: null },
        { label: "Fastest memory", value: family.megatransfers, unit: "MT/s" },
        { label: "Peak", value: peak, unit: "MB/s" },
      ],
      advice: [
        "Caches served part of it: measure by hand with larger arrays, kernels/build/stream -n ELEMENTS, until the " +
          "rate no longer falls.",
        "Or the CPU is not what it says: a guest with <cpu mode='custom'> is shown another model; host-passthrough " +
          "shows the real one.",
      ],
    },
  ];
}

/**
 * A STREAM rate that the memory channels cannot carry: sockets × channels × transfers a second × 8 bytes, with the
 * most of each that CPUs of this name can have, so that only what is impossible is told.
 */
export const streamAbovePeak: Rule = { id: "stream-above-peak", find };
