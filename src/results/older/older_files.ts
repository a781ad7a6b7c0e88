import { OutputError } from "../../benchmarks/benchmark.ts";
import { parseBandwidthTest } from "../../benchmarks/formats/bandwidth_test.ts";
import { parseLatencyLines } from "../../benchmarks/formats/latency_lines.ts";
import { parseMatmulLines } from "../../benchmarks/formats/matmul_line.ts";
import { parseNcclTable } from "../../benchmarks/formats/nccl_table.ts";
import { parseStreamTable, streamKernels } from "../../benchmarks/formats/stream_table.ts";
import { parseSysbench } from "../../benchmarks/formats/sysbench.ts";
import { parseTorchBandwidth } from "../../benchmarks/formats/torch_bandwidth.ts";
import type { Sample } from "../../benchmarks/metric.ts";
import { bandwidthTestSamples, torchBandwidthSamples } from "../../benchmarks/samples/gpu_bandwidth.ts";
import { gpuComputeSamples } from "../../benchmarks/samples/gpu_compute.ts";
import { latencySamples } from "../../benchmarks/samples/latency.ts";
import { ncclSamples } from "../../benchmarks/samples/nccl.ts";
import { streamSamples } from "../../benchmarks/samples/stream.ts";
import { cpuAllSamples, cpuSingleSamples } from "../../benchmarks/samples/sysbench.ts";
import type { olderRawFileNames } from "./file_names.ts";
import type { OlderMetadata } from "./older_metadata.ts";

/** What one run of a tool in the older suite measured. */
interface OlderReading {
  readonly tool: string;
  readonly samples: readonly Sample[];
  /** What is missing although the rest could be read. */
  readonly shortcoming?: string;
  /** What makes these numbers differ from what was printed, for a person. */
  readonly notice?: string;
}

/** A raw file of the older suite. */
interface OlderFile {
  readonly benchmark: string;
  /** Stands in every output of a tool that measured; without it the text is what a failing tool left. */
  readonly mark: RegExp;
  /** What makes these numbers unlike ours, for a person. */
  readonly notice: string | null;
  /** @throws OutputError when the text has the mark and cannot be read all the same. */
  readonly read: (text: string, metadata: OlderMetadata) => OlderReading;
}

const matrixOrder = 8192;
const largestLatencySize = 512 * 1024 * 1024;

function readLatency(text: string): OlderReading {
  const lines = parseLatencyLines(text);
  const last = lines.points.at(-1)?.sizeBytes ?? 0;
  return {
    tool: "older-pointer-chase",
    samples: latencySamples(lines, { pages: "system" }),
    ...(last < largestLatencySize && {
      shortcoming: `the curve ends at ${last} bytes instead of ${largestLatencySize}`,
    }),
  };
}

/** Rates alone: what the threads did in the meantime is not known, so their times say nothing. */
function readMembind(text: string, memoryNode: number): OlderReading {
  const table = parseStreamTable(text);
  return {
    tool: "stream-official",
    samples: streamKernels.map((kernel) => ({
      metric: "stream-membind.rate",
      at: { kernel, memoryNode },
      value: table.kernels[kernel].bestRateMBs,
    })),
  };
}

function readGpuBandwidth(text: string): OlderReading {
  if (text.includes("Device(s)")) {
    return {
      tool: "bandwidthTest",
      samples: bandwidthTestSamples(parseBandwidthTest(text)),
      notice:
        "bandwidthTest counts what it copies within a GPU twice, once read and once written: its device to device " +
        "bandwidth is shown halved, so that each byte counts once, as with the other tools",
    };
  }
  if (text.includes("Host-to-Device:")) {
    return { tool: "torch", samples: torchBandwidthSamples(parseTorchBandwidth(text)) };
  }
  throw new OutputError("the output is neither bandwidthTest's nor the PyTorch script's");
}

const membindNotice =
  "stream_numa_local.txt and stream_numa_remote.txt are shown as memory on node 0 and on node 1: their threads were " +
  "not bound, so neither is local or remote bandwidth";

const rawFiles: Readonly<Record<(typeof olderRawFileNames)[number], OlderFile>> = {
  "cpu_single.txt": {
    benchmark: "cpu-single",
    mark: /events per second:/,
    notice: null,
    read: (text) => ({ tool: "sysbench", samples: cpuSingleSamples(parseSysbench(text)) }),
  },
  "cpu_all.txt": {
    benchmark: "cpu-all",
    mark: /events per second:/,
    notice: null,
    read: (text) => ({ tool: "sysbench", samples: cpuAllSamples(parseSysbench(text)) }),
  },
  "stream.txt": {
    benchmark: "stream",
    mark: /^Function +Best Rate/m,
    notice: null,
    read: (text) => ({ tool: "stream-official", samples: streamSamples(parseStreamTable(text), {}) }),
  },
  "stream_numa_local.txt": {
    benchmark: "stream-membind",
    mark: /^Function +Best Rate/m,
    notice: membindNotice,
    read: (text) => readMembind(text, 0),
  },
  "stream_numa_remote.txt": {
    benchmark: "stream-membind",
    mark: /^Function +Best Rate/m,
    notice: membindNotice,
    read: (text) => readMembind(text, 1),
  },
  "mem_latency.txt": {
    benchmark: "mem-latency",
    mark: /^\d+\t/m,
    notice:
      "memory latency was measured along a cycle of 8-byte nodes, several on one cache line, which shows less than " +
      "the latency of a line, and on whatever pages the system gave",
    read: readLatency,
  },
  "gpu_compute.txt": {
    benchmark: "gpu-compute",
    mark: /\bmatmuls\b/,
    notice: null,
    read: (text) => ({ tool: "torch", samples: gpuComputeSamples(parseMatmulLines(text), matrixOrder) }),
  },
  "gpu_bandwidth.txt": {
    benchmark: "gpu-bandwidth",
    mark: /\b[GM]B\/s\b/,
    notice: null,
    read: readGpuBandwidth,
  },
  "nccl_allreduce.txt": {
    benchmark: "nccl",
    mark: /^# +size +count /m,
    notice:
      "all-reduce was measured by the older suite, which turns P2P off, forces the Ring algorithm and the Simple " +
      "protocol, and places itself by the GPUs' NUMA nodes: NVLink is not in these numbers, and bad placement is " +
      "hidden",
    read: (text, { gpuVendor }) => ({
      tool: gpuVendor === "amd" || /^# +Rank .*\bAMD\b/m.test(text) ? "older-rccl-tests" : "older-nccl-tests",
      samples: ncclSamples(parseNcclTable(text)),
    }),
  },
};

/** The raw files of the older suite by name. Each may hold several runs behind lines `# run N`. */
export const olderRawFiles: ReadonlyMap<string, OlderFile> = new Map(Object.entries(rawFiles));
