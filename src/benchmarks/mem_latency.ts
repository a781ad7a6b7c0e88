import type { MachineFacts } from "../machine/facts.ts";
import {
  OutputError,
  type Benchmark,
  type Binding,
  type Command,
  type Output,
  type Tool,
} from "./benchmark.ts";
import { parseLatencyLines, type LatencyPoint } from "./formats/latency_lines.ts";
import { memoryBudgetBytes } from "./memory_budget.ts";
import type { Coordinates, Metric } from "./metric.ts";
import { nodePairs } from "./node_pairs.ts";
import { assertPlacement } from "./placement.ts";
import { cacheRegions, nodeRegions } from "./regions.ts";
import { latencySamples } from "./samples/latency.ts";
import { shareOfRound, type Settings } from "./settings.ts";

const smallestBytes = 4 * 1024;
const standardLargestBytes = 512 * 1024 * 1024;
const smokeLargestBytes = 16 * 1024 * 1024;

const pageKindNames = ["base", "thp", "2M", "1G"] as const;
type Pages = (typeof pageKindNames)[number];

/** The largest power of two that is wanted and can be had with each of the bindings. */
function largestBytes(machine: MachineFacts, wanted: number, bindings: readonly Binding[]): number {
  const budget = memoryBudgetBytes(machine, bindings);
  const fitting = 2 ** Math.floor(Math.log2(Math.max(budget, smallestBytes)));
  return Math.min(wanted, fitting);
}

/** The page kinds that the machine can give, normal pages first. */
function pageKinds(machine: MachineFacts, largest: number): Pages[] {
  const { transparent, pools } = machine.hugePages;
  const inPool = (pageBytes: number): boolean =>
    pools.some((pool) => pool.pageBytes === pageBytes && pool.free * pageBytes >= largest);
  return [
    "base",
    ...(transparent === "always" || transparent === "madvise" ? (["thp"] as const) : []),
    ...(inPool(2 * 1024 ** 2) ? (["2M"] as const) : []),
    ...(inPool(1024 ** 3) ? (["1G"] as const) : []),
  ];
}

/** Seconds of chasing that a size gets over all rounds of a standard run. */
const secondsPerSize = 1;
const leastSeconds = 0.05;
const smokeSeconds = 0.02;

function chaseSeconds(settings: Settings): number {
  return settings.profile === "smoke"
    ? smokeSeconds
    : Math.max(leastSeconds, shareOfRound(settings, secondsPerSize));
}

/** A slow guest's time to lay out a cycle and walk it once; only for the expected time. */
const modestSecondsPerByte = 2e-9;

function command(options: {
  readonly smallest: number;
  readonly largest: number;
  readonly wanted: number;
  readonly pages: Pages;
  readonly seconds: number;
  readonly binding: Binding | null;
  /** Of the samples, besides the pages. */
  readonly at: Coordinates;
}): Command {
  const { smallest, largest, wanted, pages, seconds, binding, at } = options;
  const sizes = Math.log2(largest / smallest) + 1;
  // Cycles of all sizes together are twice the largest.
  const expectedSeconds = sizes * seconds + 2 * largest * modestSecondsPerByte;
  return {
    arguments: ["--min", `${smallest}`, "--max", `${largest}`, "--pages", pages, "--seconds", `${seconds}`],
    environment: {},
    binding,
    at: { pages, ...at },
    rawFile: "mem_latency.txt",
    expectedSeconds,
    limitSeconds: 20 * expectedSeconds + 60,
    // The kernel's own code for pages that are not to be had after all.
    unavailableExit: 3,
    ...(largest < wanted && {
      notice: `memory latency measured up to ${largest} bytes instead of ${wanted} for want of free memory`,
    }),
  };
}

/** The node that a curve is measured on where there are several: one that has both CPUs and memory. */
function localPair(pairs: readonly Binding[]): Binding | null {
  return pairs.find(({ cpuNode, memoryNode }) => cpuNode === memoryNode) ?? null;
}

function commands(machine: MachineFacts, settings: Settings): Command[] {
  const wanted = settings.profile === "smoke" ? smokeLargestBytes : standardLargestBytes;
  const seconds = chaseSeconds(settings);
  const pairs = nodePairs(machine);
  const local = localPair(pairs);
  const largest = largestBytes(machine, wanted, local === null ? [] : [local]);
  const curves = pageKinds(machine, largest).map((pages) =>
    command({ smallest: smallestBytes, largest, wanted, pages, seconds, binding: local, at: {} }),
  );
  // One size for all pairs, or their latencies could not be compared.
  const size = largestBytes(machine, wanted, pairs);
  const matrix = pairs.map((binding) =>
    command({ smallest: size, largest: size, wanted, pages: "base", seconds, binding, at: { ...binding } }),
  );
  return [...curves, ...matrix];
}

const reservedPageBytes: Readonly<Record<"2M" | "1G", number>> = { "2M": 2 * 1024 ** 2, "1G": 1024 ** 3 };

/**
 * Whether all of the memory lay on pages of the kind asked for. The smallest size that is listed is the base page's,
 * and any other is a huge page's, whose size depends on the architecture.
 * @throws OutputError when it is not known what it lay on.
 */
function isOnPages({ sizeBytes, attestation }: LatencyPoint, pages: Pages): boolean {
  const bytesByPageSize = attestation?.bytesByPageSize ?? null;
  if (bytesByPageSize === null)
    throw new OutputError(`the page size behind ${sizeBytes} bytes could not be verified`);
  const basePageBytes = Math.min(...bytesByPageSize.keys());
  const used = Array.from(bytesByPageSize).flatMap(([pageBytes, bytes]) => (bytes > 0 ? [pageBytes] : []));
  switch (pages) {
    case "base":
      return used.every((pageBytes) => pageBytes === basePageBytes);
    case "thp":
      return used.every((pageBytes) => pageBytes !== basePageBytes);
    case "2M":
    case "1G":
      return used.every((pageBytes) => pageBytes === reservedPageBytes[pages]);
  }
}

/** A latency is only labelled with a page kind if that is what the memory really lay on. */
function splitByPages(output: Output): {
  on: readonly LatencyPoint[];
  off: readonly LatencyPoint[];
  pages: Pages;
} {
  const pages = pageKindNames.find((kind) => kind === output.command.at["pages"]) ?? "base";
  const { points } = parseLatencyLines(output.stdout);
  return {
    on: points.filter((point) => isOnPages(point, pages)),
    off: points.filter((point) => !isOnPages(point, pages)),
    pages,
  };
}

const tool: Tool = {
  id: "vcpu-bench-pointer-chase",
  label: "vcpu-bench's pointer chase",
  program: { kind: "kernel", name: "pointer_chase" },
  versionArguments: ["--version"],
  commands,
  parse: (output) => {
    const { binding } = output.command;
    const { on: points, off, pages } = splitByPages(output);
    if (points.length === 0)
      throw new OutputError(`none of the ${off.length} sizes lay on ${pages} pages alone, as was asked`);
    for (const point of points)
      if (binding !== null) assertPlacement(point.attestation, binding, output.machine);
    const metric = "memoryNode" in output.command.at ? "mem-latency.numa" : "mem-latency.load";
    const samples = latencySamples({ points }, output.command.at).map((sample) => ({ ...sample, metric }));
    const sizes = off.map(({ sizeBytes }) => sizeBytes).join(", ");
    const remark = `memory latency on ${pages} pages is left out at ${sizes} bytes, which did not lie on such pages alone`;
    return { samples, remarks: off.length === 0 ? [] : [remark] };
  },
};

const latency = { unit: "ns", better: "lower", role: "target" } as const;

const metrics: readonly Metric[] = [
  { id: "mem-latency.load", label: "Dependent load", ...latency, regions: cacheRegions },
  {
    id: "mem-latency.numa",
    label: "Dependent load, CPU node × memory node",
    ...latency,
    regions: nodeRegions,
  },
];

export const memLatency: Benchmark = {
  id: "mem-latency",
  title: "Memory latency",
  measures:
    "time of a load that depends on the one before, from 4 KB to 512 MB, with normal and with huge pages",
  why:
    "Databases, graphs and most CPU work around a GPU wait for memory, not for its bandwidth. Memory on a remote " +
    "node lifts the right end of the curve; the gap between normal and huge pages is what TLB misses cost, twice over " +
    "in a guest.",
  metrics,
  headlines: [
    {
      label: "DRAM latency, normal pages",
      metric: "mem-latency.load",
      at: { size: standardLargestBytes, pages: "base" },
    },
    {
      label: "DRAM latency, huge pages",
      metric: "mem-latency.load",
      at: { size: standardLargestBytes, pages: "thp" },
    },
  ],
  charts: [
    {
      kind: "curve",
      title: "Memory latency over the size of the data",
      caption:
        "One load after the other along a random cycle over cache lines. Each step is a cache that the data has " +
        "outgrown; the marks are the caches that these machines show, the bands those of the one that the others are " +
        "compared with. Normal pages above huge pages: TLB misses.",
      metric: "mem-latency.load",
      x: { coordinate: "size", label: "Data", unit: "bytes" },
      seriesBy: "pages",
      markCaches: true,
    },
    {
      kind: "matrix",
      title: "Memory latency between NUMA nodes",
      caption:
        "The thread bound to one node, the memory to the other, both verified. The diagonal is local; remote memory " +
        "is typically one and a half to three times as far.",
      metric: "mem-latency.numa",
      rows: { coordinate: "cpuNode", label: "CPU node" },
      columns: { coordinate: "memoryNode", label: "memory node" },
      at: { pages: "base" },
    },
  ],
  applies: () => ({ applies: true }),
  tools: [tool],
};
