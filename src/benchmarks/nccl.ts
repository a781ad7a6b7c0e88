import type { MachineFacts } from "../machine/facts.ts";
import { amdPresets } from "./amd_presets.ts";
import {
  OutputError,
  type Applicability,
  type Benchmark,
  type Command,
  type Output,
  type Reading,
  type Tool,
} from "./benchmark.ts";
import { joined, parseNcclLog, type NcclLog } from "./formats/nccl_log.ts";
import { lastNcclSize, parseNcclTable, type NcclTable } from "./formats/nccl_table.ts";
import { gpuApplicability, hasGpusOf } from "./gpu_applicability.ts";
import type { Coordinates, Metric, Sample } from "./metric.ts";
import { largerMessages, smallMessages } from "./regions.ts";
import { ncclSamples } from "./samples/nccl.ts";
import type { Settings } from "./settings.ts";

const smallestBytes = 8;
const factor = 2;

/** One launch of the program: how often it does each size in each of its two variants. */
interface Launch {
  readonly rawFile: string;
  readonly warmUp: number;
  readonly timed: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Short, with NCCL's log on: writing it takes time, so its figures are not used. */
const logged: Launch = {
  rawFile: "nccl_log.txt",
  warmUp: 0,
  timed: 1,
  environment: { NCCL_DEBUG: "INFO", NCCL_DEBUG_SUBSYS: "INIT,GRAPH,TUNING" },
};
const measured: Launch = { rawFile: "nccl_allreduce.txt", warmUp: 5, timed: 20, environment: {} };

/** What GPUs without NVLink exchange through host memory; only for the expected time. */
const modestBytesPerSecond = 10e9;
/** NCCL's start, and the check of the results. */
const besidesSeconds = 3;

function commandOf(launch: Launch, machine: MachineFacts, settings: Settings, startSeconds: number): Command {
  const { devices } = machine.gpus;
  const { warmUp, timed } = launch;
  const { environment, ...notice } = amdPresets(machine, ["HSA_NO_SCRATCH_RECLAIM", "NCCL_P2P_DISABLE"]);
  // All sizes together are twice the largest, out of place and in place; each link carries almost twice the message.
  const carriedBytes = (warmUp + timed) * 2 * 2 * 2 * settings.ncclMaxBytes;
  const expectedSeconds = startSeconds + besidesSeconds + carriedBytes / modestBytesPerSecond;
  return {
    arguments: [
      "-b",
      `${smallestBytes}`,
      "-e",
      `${settings.ncclMaxBytes}`,
      "-f",
      `${factor}`,
      "-g",
      `${devices.length}`,
      "-w",
      `${warmUp}`,
      "-n",
      `${timed}`,
    ],
    environment: { ...environment, ...launch.environment },
    ...notice,
    binding: null,
    gpus: devices.map(({ index }) => index),
    at: {},
    rawFile: launch.rawFile,
    expectedSeconds,
    // Enough for a tenth of the modest rate; a collective that hangs is ended after it.
    limitSeconds: 10 * expectedSeconds + 60,
  };
}

/** The way that an all-reduce of one size went. NVLS is done by the switch, whatever the channels go through. */
function transportOf(log: NcclLog | null, sizeBytes: number): string {
  const channels = log?.transport ?? "unknown";
  const algorithms = log?.choices.get(sizeBytes)?.algorithm.split("+") ?? [];
  if (algorithms.length === 0) return channels;
  return joined(algorithms.map((algorithm) => (algorithm.startsWith("NVLS") ? "NVLS" : channels)));
}

function conditionsOf(log: NcclLog | null, sizeBytes: number): Coordinates {
  const { algorithm, protocol, channels = null } = log?.choices.get(sizeBytes) ?? {};
  return {
    ...(algorithm !== undefined && { algorithm }),
    ...(protocol !== undefined && { protocol }),
    ...(channels !== null && { channels }),
    ...versionOf(log),
  };
}

function versionOf(log: NcclLog | null): Coordinates {
  const version = log?.version ?? null;
  return version === null ? {} : { nccl: version };
}

/** The log of the launch before this one, or null where that launch did not end well. */
function logBefore({ before }: Output): NcclLog | null {
  const output = before.findLast(({ command: { rawFile } }) => rawFile === logged.rawFile);
  return output === undefined ? null : parseNcclLog(output.stdout);
}

/** Each figure with the way it really went: figures of different transports are never compared. */
function samplesOf(table: NcclTable, log: NcclLog | null): Sample[] {
  const { ranks, rows } = table;
  const sizes = rows.map(({ sizeBytes }) => sizeBytes);
  const ways = sizes.flatMap((size) => transportOf(log, size).split("+"));
  return ncclSamples(table).map((sample) => {
    const { size } = sample.at;
    // A mean is of the sizes that it is over, and of all their ways.
    if (typeof size !== "number")
      return {
        ...sample,
        at: { ranks, transport: joined(ways), largest: sizes.at(-1) ?? 0 },
        conditions: versionOf(log),
      };
    const at = { ...sample.at, ranks, transport: transportOf(log, size) };
    return { ...sample, at, conditions: conditionsOf(log, size) };
  });
}

function remarksOn(samples: readonly Sample[], table: NcclTable, command: Command): string[] {
  const [, asked = ""] = command.arguments.slice(command.arguments.indexOf("-e"));
  const largest = table.rows.at(-1)?.sizeBytes ?? 0;
  return [
    ...(samples.some(({ at }) => String(at["transport"]).split("+").includes("unknown"))
      ? [
          "NCCL's log does not say what the all-reduce went through, so its transport is unknown: look at " +
            "nccl_log.txt, and for NCCL_DEBUG and NCCL_DEBUG_FILE in the environment",
        ]
      : []),
    ...(largest * factor <= Number(asked)
      ? [`all-reduce was measured up to ${largest} bytes only: the GPUs' memory has no room for more`]
      : []),
  ];
}

function parse(output: Output): Reading {
  const { command, stdout, machine } = output;
  // Only its log counts, for the launch behind it.
  if (command.rawFile === logged.rawFile) return { samples: [], remarks: [] };
  const table = parseNcclTable(stdout);
  const gpus = machine.gpus.devices.length;
  if (table.ranks !== gpus) throw new OutputError(`the output is of ${table.ranks} GPUs, not of all ${gpus}`);
  const samples = samplesOf(table, logBefore(output));
  return { samples, remarks: remarksOn(samples, table, command) };
}

function reached(stdout: string): string | null {
  const size = lastNcclSize(stdout);
  return size === null ? null : `its last message size was ${size} bytes`;
}

type Program = Pick<Tool, "id" | "label" | "program" | "versionArguments" | "supports"> & {
  /** Until NCCL starts. */
  readonly startSeconds: number;
};

function allReduceTool({ startSeconds, ...tool }: Program): Tool {
  return {
    ...tool,
    commands: (machine, settings) =>
      [logged, measured].map((launch) => commandOf(launch, machine, settings, startSeconds)),
    parse,
    reached,
  };
}

function applies(machine: MachineFacts): Applicability {
  const applicability = gpuApplicability(machine);
  if (!applicability.applies || machine.gpus.devices.length > 1) return applicability;
  return { applies: false, because: "one GPU: there is nothing to reduce over" };
}

const metrics: readonly Metric[] = [
  {
    id: "nccl.time",
    label: "All-reduce time",
    unit: "µs",
    better: "lower",
    role: "target",
    regions: smallMessages,
  },
  {
    id: "nccl.algbw",
    label: "All-reduce algorithm bandwidth",
    unit: "GB/s",
    better: "higher",
    role: "detail",
  },
  {
    id: "nccl.busbw",
    label: "All-reduce bus bandwidth",
    unit: "GB/s",
    better: "higher",
    role: "target",
    regions: largerMessages,
  },
  {
    id: "nccl.busbw-avg",
    label: "All-reduce bus bandwidth, mean over the sizes",
    unit: "GB/s",
    better: "higher",
    role: "target",
  },
];

const messageSize = { coordinate: "size", label: "message size", unit: "bytes" } as const;

export const nccl: Benchmark = {
  id: "nccl",
  title: "All-reduce",
  measures:
    "time and bus bandwidth of a float32 sum all-reduce over all GPUs by message size, out of place and in place, the " +
    "results verified; and what it went through",
  why: "The collective that training waits for: vCPU placement shows at small messages, the links at large ones.",
  metrics,
  headlines: [
    { label: "All-reduce, 1 GiB", metric: "nccl.busbw", at: { size: 2 ** 30, place: "in" } },
    { label: "All-reduce, mean", metric: "nccl.busbw-avg", at: {} },
  ],
  charts: [
    {
      kind: "curve",
      title: "All-reduce bus bandwidth",
      caption:
        "What each link between the GPUs carries while all of them sum a message; higher is better. From 8 MiB on it " +
        "is the speed of gradient exchange: a plateau far below the links' own speed means that traffic takes another " +
        "way, through PCIe or host memory. Which way it took is NCCL's own word, from a launch of its own.",
      metric: "nccl.busbw",
      x: messageSize,
      seriesBy: "transport",
      markCaches: false,
    },
    {
      kind: "curve",
      title: "All-reduce time",
      caption:
        "Time of one all-reduce; lower is better. Small messages cost only what the CPUs need to start and " +
        "synchronise them, so this is where vCPUs that are far from the GPUs, shared or descheduled show first.",
      metric: "nccl.time",
      x: messageSize,
      seriesBy: "transport",
      markCaches: false,
    },
  ],
  applies,
  tools: [
    allReduceTool({
      id: "vcpu-bench-all-reduce",
      label: "vcpu-bench's all-reduce on NCCL",
      program: { kind: "kernel", name: "all_reduce", needs: "CUDA's nvcc and NCCL" },
      versionArguments: ["--version"],
      startSeconds: 1,
      supports: hasGpusOf("nvidia"),
    }),
    allReduceTool({
      id: "nccl-tests",
      label: "all_reduce_perf of nccl-tests or rccl-tests",
      program: {
        kind: "path",
        name: "all_reduce_perf",
        origin: "built from github.com/NVIDIA/nccl-tests, or github.com/ROCm/rccl-tests for AMD GPUs",
      },
      // It has no argument for it, but says it first when it measures.
      versionArguments: ["-b", "8", "-e", "8", "-w", "0", "-n", "1"],
      startSeconds: 1,
    }),
    allReduceTool({
      id: "vcpu-bench-all-reduce-torch",
      label: "vcpu-bench's all-reduce on torch.distributed, in place",
      program: { kind: "script", name: "all_reduce.py" },
      versionArguments: ["--version"],
      // Mostly the import of torch, once a GPU.
      startSeconds: 15,
    }),
  ],
};
