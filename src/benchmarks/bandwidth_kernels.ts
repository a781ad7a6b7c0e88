import type { MachineFacts } from "../machine/facts.ts";
import { amdPresets } from "./amd_presets.ts";
import {
  OutputError,
  type Binding,
  type Command,
  type Output,
  type Reading,
  type Tool,
} from "./benchmark.ts";
import { parseBandwidthReport } from "./formats/bandwidth_report.ts";
import { hasGpusOf } from "./gpu_applicability.ts";
import { assertAskedGpu, assertSameGpu } from "./gpu_identity.ts";
import { nodePairs } from "./node_pairs.ts";
import { assertPlacement } from "./placement.ts";
import { bandwidthNumaSamples, bandwidthSamples } from "./samples/gpu_bandwidth.ts";
import { transferBuffers, type TransferBuffers } from "./transfer_buffers.ts";

const copiesPerRun = 4;
const runs = 5;
/** A first run is not counted. */
const runsMade = runs + 1;
/** Two on the host, one for each direction. */
const hostBuffers = 2;
/** With what torch.Tensor arithmetic takes in between to make and compare them. */
const torchHostBuffers = 8;

/** Bytes a second of a modest link and of a CPU that fills and compares memory; only for the expected time. */
const modestBytesPerSecond = 15e9;
const modestFillBytesPerSecond = 1e9;

/**
 * CPUs and host memory on one and the same node, for each node that has both, where memory is on several. Which CPUs
 * start a copy hardly matters to it; where the memory lies does.
 */
function memoryNodes(machine: MachineFacts): Binding[] {
  const pairs = nodePairs(machine);
  const isOneNode = new Set(pairs.map(({ memoryNode }) => memoryNode)).size < 2;
  return isOneNode ? [] : pairs.filter(({ cpuNode, memoryNode }) => cpuNode === memoryNode);
}

function commandOf(options: {
  readonly machine: MachineFacts;
  readonly gpu: number;
  readonly buffers: TransferBuffers;
  readonly startSeconds: number;
  readonly binding: Binding | null;
}): Command {
  const { machine, gpu, buffers, startSeconds, binding } = options;
  const { environment, notice } = amdPresets(machine, ["HSA_NO_SCRATCH_RECLAIM"]);
  const notices = [notice, buffers.notice].flatMap((sentence) => sentence ?? []);
  // To the GPU, back, and both at once; copies within the GPU take no time beside them.
  const copiedBytes = 4 * runsMade * copiesPerRun * buffers.bytes;
  const expectedSeconds =
    startSeconds +
    (hostBuffers * buffers.bytes) / modestFillBytesPerSecond +
    copiedBytes / modestBytesPerSecond;
  return {
    arguments: [
      "--gpu",
      `${gpu}`,
      "--bytes",
      `${buffers.bytes}`,
      "--copies",
      `${copiesPerRun}`,
      "--runs",
      `${runs}`,
    ],
    environment,
    binding,
    gpus: [gpu],
    at: { gpu, ...(binding !== null && { memoryNode: binding.memoryNode }) },
    rawFile: binding === null ? "gpu_bandwidth.txt" : "gpu_bandwidth_numa.txt",
    expectedSeconds,
    // Enough for a link that came up as PCIe 1 ×1, the slowest there is.
    limitSeconds: 30 * expectedSeconds + 60,
    ...(notices.length > 0 && { notice: notices.join("; ") }),
  };
}

/** @param isAttested whether the program says where its host memory lay */
function read({ command, stdout, machine }: Output, isAttested: boolean): Reading {
  const { binding } = command;
  const report = parseBandwidthReport(stdout, runs);
  assertAskedGpu(report.gpu, command);
  assertSameGpu(report.gpu, report.address, machine);
  if (isAttested && report.attestation === null)
    throw new OutputError("the output does not say where it ran behind its figures: it is cut short");
  if (binding === null) return { samples: bandwidthSamples(report), remarks: [] };
  assertPlacement(report.attestation, binding, machine);
  return { samples: bandwidthNumaSamples(report, binding.memoryNode), remarks: [] };
}

/** Ours on CUDA: each GPU unbound, and again with the host memory on each node where there are several. */
export const cudaBandwidth: Tool = {
  id: "vcpu-bench-bandwidth",
  label: "vcpu-bench's copies by CUDA, each byte counted once",
  program: { kind: "kernel", name: "bandwidth", needs: "CUDA's nvcc" },
  versionArguments: ["--version"],
  supports: hasGpusOf("nvidia"),
  commands: (machine) => {
    const nodes = memoryNodes(machine);
    const unbound = { machine, buffers: transferBuffers(machine, hostBuffers, []), startSeconds: 1 };
    const bound = { ...unbound, buffers: transferBuffers(machine, hostBuffers, nodes) };
    const gpus = machine.gpus.devices.map(({ index }) => index);
    return [
      ...gpus.map((gpu) => commandOf({ ...unbound, gpu, binding: null })),
      ...gpus.flatMap((gpu) => nodes.map((binding) => commandOf({ ...bound, gpu, binding }))),
    ];
  },
  parse: (output) => read(output, true),
};

/** Ours on PyTorch, unbound only: it cannot say where its host memory lay. */
export const torchBandwidth: Tool = {
  id: "vcpu-bench-bandwidth-torch",
  label: "vcpu-bench's copies by PyTorch, each byte counted once",
  program: { kind: "script", name: "bandwidth.py" },
  versionArguments: ["--version"],
  commands: (machine) => {
    const buffers = transferBuffers(machine, torchHostBuffers, []);
    // The start is mostly the import of torch.
    return machine.gpus.devices.map(({ index }) =>
      commandOf({ machine, buffers, startSeconds: 8, gpu: index, binding: null }),
    );
  },
  parse: (output) => read(output, false),
};
