import type { MachineFacts } from "../../machine/facts.ts";
import { formatBytes, formatNumber } from "../../number_format.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { SummaryRow, SummedUp } from "../summary.ts";
import type { Evidence } from "./finding.ts";

/** Ways past a link that GPUs have between them, as NCCL's log names them. */
const besideLinks = new Set(["SHM", "NET", "P2P/PCIe"]);
/** Ways that leave the GPUs' own PCIe and links. */
const throughHost = new Set(["SHM", "NET"]);
const overLinks = new Set(["NVLS", "P2P/NVLink", "P2P/XGMI", "P2P/C2C"]);

const wayNames: ReadonlyMap<string, string> = new Map([
  ["SHM", "host memory (SHM)"],
  ["NET", "the network (NET)"],
  ["P2P/PCIe", "PCIe (P2P/PCIe)"],
]);

/** What an all-reduce reached that went through some ways. */
export interface Reached {
  /** The ways among those asked for, in words: `host memory (SHM)`. */
  readonly ways: string;
  /** `24.00 GB/s for 1 GiB`. */
  readonly words: string;
  readonly evidence: readonly Evidence[];
}

function partsOf({ at }: SummaryRow): string[] {
  const { transport } = at;
  return typeof transport === "string" ? transport.split("+") : [];
}

function isOfOneSize(row: SummaryRow): boolean {
  return row.metric === "nccl.busbw" && typeof row.at["size"] === "number";
}

/** The largest message whose way fits, in place where there is both; null where none went so. */
function largest(
  summary: readonly SummedUp[],
  fits: (parts: readonly string[]) => boolean,
): { row: SummaryRow; sizeBytes: number } | null {
  const fitting = summary.flatMap(({ row }) => {
    const { size } = row.at;
    if (!isOfOneSize(row) || typeof size !== "number" || !fits(partsOf(row))) return [];
    return { row, sizeBytes: size };
  });
  const isInPlace = (row: SummaryRow): number => (row.at["place"] === "in" ? 1 : 0);
  const sorted = fitting.toSorted((a, b) => b.sizeBytes - a.sizeBytes || isInPlace(b.row) - isInPlace(a.row));
  return sorted[0] ?? null;
}

function reached(
  summary: readonly SummedUp[],
  asked: ReadonlySet<string>,
  fits: (parts: readonly string[]) => boolean,
): Reached | null {
  const found = largest(summary, fits);
  if (found === null) return null;
  const { row } = found;
  const size = formatBytes(found.sizeBytes);
  const ways = partsOf(row).filter((part) => asked.has(part));
  return {
    ways: ways.map((way) => wayNames.get(way) ?? way).join(" and "),
    words: `${formatNumber(row.median)} ${row.unit} for ${size}`,
    evidence: [
      { label: "Transport", value: row.at["transport"] ?? "", unit: null },
      { label: `All-reduce bus bandwidth, ${size}`, value: row.median, unit: row.unit },
    ],
  };
}

/** NVLink or XGMI between the GPUs, as far as the machine tells. */
export interface GpuLinks {
  /** `NVLink (NV18)`; null where no two GPUs have any. */
  readonly words: string | null;
  /** Whether each two GPUs have it. */
  readonly joinAll: boolean;
}

export function gpuLinksOf({ gpus: { devices, interconnect } }: MachineFacts): GpuLinks {
  const links = interconnect.filter(({ link }) => /^(?:NV\d+|XGMI)$/.test(link));
  const names = Array.from(new Set(links.map(({ link }) => link)));
  const pairs = new Set(links.map(({ from, to }) => `${Math.min(from, to)} ${Math.max(from, to)}`));
  const nvlink = names.filter((name) => name !== "XGMI");
  const words = [
    ...(nvlink.length > 0 ? [`NVLink (${nvlink.join(", ")})`] : []),
    ...names.filter((name) => name === "XGMI"),
  ];
  return {
    words: words.length === 0 ? null : words.join(" and "),
    joinAll: devices.length > 1 && pairs.size === (devices.length * (devices.length - 1)) / 2,
  };
}

/**
 * An all-reduce that left out links which the GPUs have. Where not all pairs have one, a ring has to take other ways as
 * well, and only one that took no link at all left them out.
 */
export function pastLinks(summary: readonly SummedUp[], { words, joinAll }: GpuLinks): Reached | null {
  if (words === null) return null;
  return reached(
    summary,
    besideLinks,
    (parts) =>
      parts.some((part) => besideLinks.has(part)) && (joinAll || !parts.some((part) => overLinks.has(part))),
  );
}

/** An all-reduce that went through the host's memory or the network. */
export function pastP2p(summary: readonly SummedUp[]): Reached | null {
  return reached(summary, throughHost, (parts) => parts.some((part) => throughHost.has(part)));
}

/** An all-reduce of which NCCL's log did not say how it went. */
export function onUnknownWay(summary: readonly SummedUp[]): Reached | null {
  return reached(summary, new Set(), (parts) => parts.includes("unknown"));
}

/** Who turned P2P off by NCCL_P2P_DISABLE: a person, or the suite's preset for AMD GPUs. Null where nobody did. */
export function p2pTurnedOffBy({ machine, runs }: Configuration): "person" | "preset" | null {
  const variable = "NCCL_P2P_DISABLE";
  const isOn = (value: string | undefined): boolean => /^\s*[1-9]/.test(value ?? "");
  const machines = runs.length > 0 ? runs.map((run) => run.machine) : machine === null ? [] : [machine];
  if (machines.some(({ environment }) => isOn(environment[variable]))) return "person";
  // Commands are given it only where the environment says nothing.
  const isPreset = runs.some(({ trials }) =>
    trials.some(
      ({ benchmark, executions }) =>
        benchmark === "nccl" && executions.some(({ environment }) => isOn(environment[variable])),
    ),
  );
  return isPreset ? "preset" : null;
}
