import type { MachineFacts } from "../machine/facts.ts";
import type { Benchmark, Binding, Command, Tool } from "./benchmark.ts";
import { parseStreamTable, type StreamTable } from "./formats/stream_table.ts";
import { memoryBudgetBytes } from "./memory_budget.ts";
import type { Metric, Sample } from "./metric.ts";
import { nodePairs } from "./node_pairs.ts";
import { assertPlacement } from "./placement.ts";
import { nodeRegions } from "./regions.ts";
import { streamSamples } from "./samples/stream.ts";
import type { Settings } from "./settings.ts";

const standardElements = 80_000_000;
/** Enough to leave small caches and show that everything works. */
const smokeElements = 4_000_000;
/** Three arrays of doubles. */
const bytesPerElement = 3 * 8;
/** As the official program does by default; the first is not counted. */
const repetitions = 10;
/** The matrix has a pair for every two nodes, so each is given fewer. */
const repetitionsPerPair = 5;

/** Bytes a second that even a slow guest moves; only for the expected time. */
const modestBytesPerSecond = 20e9;

/** Elements to ask for where `budgetBytes` can be had: the wanted number, or the most whole millions that fit. */
function elementsWithin(budgetBytes: number, wanted: number): number {
  const fitting = Math.floor(budgetBytes / bytesPerElement / 1e6) * 1e6;
  return Math.min(wanted, Math.max(fitting, 1e6));
}

/** `80,000,000` */
function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function command(elements: number, wanted: number, binding: Binding | null): Command {
  const times = binding === null ? repetitions : repetitionsPerPair;
  // A repetition moves 2 + 2 + 3 + 3 words an element; the first touch costs about as much as one.
  const expectedSeconds = ((times + 1) * 10 * 8 * elements) / modestBytesPerSecond;
  return {
    arguments: ["-n", `${elements}`, "-r", `${times}`],
    environment: {},
    binding,
    at: {},
    rawFile: binding === null ? "stream.txt" : "stream_numa.txt",
    expectedSeconds,
    limitSeconds: 20 * expectedSeconds + 60,
    ...(elements < wanted && {
      notice:
        `STREAM arrays scaled down from ${grouped(wanted)} to ${grouped(elements)} elements for want of free memory` +
        `${binding === null ? "" : ` on node ${binding.memoryNode}`}: comparable with runs of that size only`,
    }),
  };
}

function commands(machine: MachineFacts, settings: Settings): Command[] {
  const wanted = settings.profile === "smoke" ? smokeElements : standardElements;
  const pairs = nodePairs(machine);
  // One size for all pairs, or their rates could not be compared.
  const elementsPerPair = elementsWithin(memoryBudgetBytes(machine, pairs), wanted);
  return [
    command(elementsWithin(memoryBudgetBytes(machine, []), wanted), wanted, null),
    ...pairs.map((pair) => command(elementsPerPair, wanted, pair)),
  ];
}

/** How much of the arrays lay on pages larger than the base page, in percent. */
function hugePageShare({ arrayElements, attestation }: StreamTable): Sample[] {
  const bytesByPageSize = attestation?.bytesByPageSize ?? null;
  if (bytesByPageSize === null) return [];
  const basePageBytes = Math.min(...bytesByPageSize.keys());
  const all = Array.from(bytesByPageSize.values()).reduce((sum, bytes) => sum + bytes, 0);
  if (all === 0) return [];
  const huge = all - (bytesByPageSize.get(basePageBytes) ?? 0);
  return [{ metric: "stream.huge-page-share", at: { elements: arrayElements }, value: (100 * huge) / all }];
}

const tool: Tool = {
  id: "vcpu-bench-stream",
  label: "vcpu-bench's implementation of the STREAM kernels",
  program: { kind: "kernel", name: "stream" },
  versionArguments: ["--version"],
  commands,
  parse: ({ command: { binding }, stdout, machine }) => {
    const table = parseStreamTable(stdout);
    if (binding === null)
      return { samples: [...streamSamples(table, {}), ...hugePageShare(table)], remarks: [] };
    assertPlacement(table.attestation, binding, machine);
    const samples = streamSamples(table, { cpuNode: binding.cpuNode, memoryNode: binding.memoryNode })
      .filter((sample) => sample.metric === "stream.rate")
      .map((sample) => ({ ...sample, metric: "stream-numa.rate" }));
    return { samples, remarks: [] };
  },
};

/**
 * Local, remote and penalty of each kernel from the matrix of one round. Local is the mean over the nodes that have
 * both CPUs and memory; remote is the slowest pair of different nodes; the penalty is the largest share that a CPU
 * node loses on a remote memory node against its own.
 */
function derive(samples: readonly Sample[]): Sample[] {
  const matrix = samples.filter((sample) => sample.metric === "stream-numa.rate");
  return Array.from(Map.groupBy(matrix, (sample) => sample.at["kernel"])).flatMap(([kernel, rates]) => {
    const elements = rates[0]?.at["elements"];
    if (kernel === undefined || elements === undefined) return [];
    const at = { kernel, elements };
    const isLocal = (sample: Sample): boolean => sample.at["cpuNode"] === sample.at["memoryNode"];
    const local = rates.filter(isLocal);
    const remote = rates.filter((sample) => !isLocal(sample));
    const penalties = remote.flatMap(({ at: { cpuNode }, value }) => {
      const own = local.find((sample) => sample.at["cpuNode"] === cpuNode);
      return own === undefined ? [] : 100 * (1 - value / own.value);
    });
    const total = local.reduce((sum, sample) => sum + sample.value, 0);
    return [
      ...(local.length === 0 ? [] : [{ metric: "stream-numa.local", at, value: total / local.length }]),
      ...(remote.length === 0
        ? []
        : [{ metric: "stream-numa.remote", at, value: Math.min(...remote.map(({ value }) => value)) }]),
      ...(penalties.length === 0
        ? []
        : [{ metric: "stream-numa.penalty", at, value: Math.max(...penalties) }]),
    ];
  });
}

const rate = { unit: "MB/s", better: "higher", role: "target" } as const;
// What the rate says already, and how it varies.
const time = { unit: "s", better: "lower", role: "detail" } as const;

const metrics: readonly Metric[] = [
  { id: "stream.rate", label: "Best rate", ...rate },
  { id: "stream.time-avg", label: "Mean time of a repetition", ...time },
  { id: "stream.time-min", label: "Shortest repetition", ...time },
  { id: "stream.time-max", label: "Longest repetition", ...time },
  {
    id: "stream.huge-page-share",
    label: "Arrays on huge pages",
    unit: "%",
    better: "higher",
    role: "detail",
  },
  { id: "stream-numa.rate", label: "Best rate, CPU node × memory node", ...rate, regions: nodeRegions },
  { id: "stream-numa.local", label: "Node-local rate, mean of the nodes", ...rate, role: "detail" },
  { id: "stream-numa.remote", label: "Remote rate, slowest pair", ...rate, role: "detail" },
  {
    id: "stream-numa.penalty",
    label: "NUMA penalty, largest",
    unit: "%",
    better: "lower",
    role: "target",
    comparedBy: "remainder",
  },
];

export const stream: Benchmark = {
  id: "stream",
  title: "Memory bandwidth",
  measures:
    "memory bandwidth of all vCPUs: Copy, Scale, Add and Triad, as in STREAM; each node pair where there are several",
  why:
    "The ceiling of everything that streams through memory, data loading included. It falls when vCPUs span NUMA " +
    "nodes while memory lies on one, when the guest's topology hides the nodes, and when small pages cost TLB misses.",
  metrics,
  headlines: [
    { label: "Bandwidth, Triad", metric: "stream.rate", at: { kernel: "triad" } },
    { label: "NUMA penalty", metric: "stream-numa.penalty", at: { kernel: "triad" } },
  ],
  charts: [
    {
      kind: "bars",
      title: "Memory bandwidth (our implementation of the STREAM kernels)",
      caption:
        "Best rate of ten repetitions a round on all vCPUs. Triad reads two arrays and writes one, which is nearest " +
        "to real work. What is marked as of an older tool is the official program's.",
      metric: "stream.rate",
      groupBy: "kernel",
    },
    {
      kind: "matrix",
      title: "Triad between NUMA nodes (our implementation of the STREAM kernels)",
      caption:
        "Threads bound to one node, memory bound to the other, and the pages' placement verified. The diagonal is " +
        "local; the gap to it is what a misplaced vCPU costs.",
      metric: "stream-numa.rate",
      rows: { coordinate: "cpuNode", label: "CPU node" },
      columns: { coordinate: "memoryNode", label: "memory node" },
      at: { kernel: "triad" },
    },
  ],
  applies: () => ({ applies: true }),
  tools: [tool],
  derive,
};
