import type { MachineFacts } from "../machine/facts.ts";
import { OutputError, type Benchmark, type Binding, type Command, type Tool } from "./benchmark.ts";
import { parseLatencyLines, type LatencyPoint } from "./formats/latency_lines.ts";
import { memoryBudgetBytes } from "./memory_budget.ts";
import type { Metric } from "./metric.ts";
import { nodePairs } from "./node_pairs.ts";
import { assertPlacement } from "./placement.ts";
import { latencySamples } from "./samples/latency.ts";
import type { Settings } from "./settings.ts";

const smallestBytes = 4 * 1024;
const standardLargestBytes = 512 * 1024 * 1024;
const smokeLargestBytes = 16 * 1024 * 1024;

const pageKindNames = ["base", "thp", "2M", "1G"] as const;
type Pages = (typeof pageKindNames)[number];

/** The largest power of two that is wanted and can be had. */
function largestBytes(machine: MachineFacts, wanted: number): number {
  const fitting = 2 ** Math.floor(Math.log2(Math.max(memoryBudgetBytes(machine), smallestBytes)));
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

function chaseSeconds({ profile, rounds }: Settings): number {
  switch (profile) {
    case "smoke":
      return smokeSeconds;
    case "standard":
      return Math.max(leastSeconds, secondsPerSize / rounds);
    case "thorough":
      return secondsPerSize / 10;
  }
}

/** A slow guest's time to lay out a cycle and walk it once; only for the expected time. */
const modestSecondsPerByte = 4e-9;

function command(options: {
  readonly smallest: number;
  readonly largest: number;
  readonly wanted: number;
  readonly pages: Pages;
  readonly seconds: number;
  readonly binding: Binding | null;
}): Command {
  const { smallest, largest, wanted, pages, seconds, binding } = options;
  const sizes = Math.log2(largest / smallest) + 1;
  // Cycles of all sizes together are twice the largest.
  const expectedSeconds = sizes * seconds + 2 * largest * modestSecondsPerByte;
  return {
    arguments: ["--min", `${smallest}`, "--max", `${largest}`, "--pages", pages, "--seconds", `${seconds}`],
    environment: {},
    binding,
    at: { pages },
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
  const largest = largestBytes(machine, wanted);
  const seconds = chaseSeconds(settings);
  const pairs = nodePairs(machine);
  const curves = pageKinds(machine, largest).map((pages) =>
    command({ smallest: smallestBytes, largest, wanted, pages, seconds, binding: localPair(pairs) }),
  );
  const matrix = pairs.map((binding) =>
    command({ smallest: largest, largest, wanted, pages: "base", seconds, binding }),
  );
  return [...curves, ...matrix];
}

const pageBytesOf: Readonly<Record<Pages, number | "base">> = {
  base: "base",
  thp: 2 * 1024 ** 2,
  "2M": 2 * 1024 ** 2,
  "1G": 1024 ** 3,
};

/**
 * A latency is only labelled with a page size if that is what the memory really lay on.
 * @throws OutputError saying what it lay on instead.
 */
function assertPageSize({ sizeBytes, attestation }: LatencyPoint, pages: Pages): void {
  const bytesByPageSize = attestation?.bytesByPageSize ?? null;
  if (bytesByPageSize === null)
    throw new OutputError(`the page size behind ${sizeBytes} bytes could not be verified`);
  const sizes = Array.from(bytesByPageSize).filter(([, bytes]) => bytes > 0);
  const smallest = Math.min(...bytesByPageSize.keys());
  const expected = pageBytesOf[pages] === "base" ? smallest : pageBytesOf[pages];
  if (!sizes.every(([pageBytes]) => pageBytes === expected))
    throw new OutputError(
      `${sizeBytes} bytes were asked onto ${pages} pages but lay on ` +
        sizes.map(([pageBytes, bytes]) => `pages of ${pageBytes} bytes (${bytes} bytes)`).join(" and "),
    );
}

const tool: Tool = {
  id: "vcpu-bench-pointer-chase",
  label: "vcpu-bench's pointer chase",
  program: { kind: "kernel", name: "pointer_chase" },
  versionArguments: ["--version"],
  commands,
  parse: ({ command: { at, binding }, stdout, machine }) => {
    const pages = pageKindNames.find((kind) => kind === at["pages"]) ?? "base";
    const lines = parseLatencyLines(stdout);
    for (const point of lines.points) {
      assertPageSize(point, pages);
      if (binding !== null) assertPlacement(point.attestation, binding, machine);
    }
    const isMatrix = binding !== null && lines.points.length === 1;
    if (!isMatrix) return latencySamples(lines, { pages });
    const { cpuNode, memoryNode } = binding;
    return latencySamples(lines, { pages, cpuNode, memoryNode }).map((sample) => ({
      ...sample,
      metric: "mem-latency.numa",
    }));
  },
};

const latency = { unit: "ns", better: "lower", role: "target" } as const;

const metrics: readonly Metric[] = [
  { id: "mem-latency.load", label: "Dependent load", ...latency },
  { id: "mem-latency.numa", label: "Dependent load, CPU node × memory node", ...latency },
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
        "outgrown; the marks are the caches that this machine shows. Normal pages above huge pages: TLB misses.",
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
