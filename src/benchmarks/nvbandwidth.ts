import type { MachineFacts } from "../machine/facts.ts";
import { OutputError, type Command, type Output, type Reading, type Tool } from "./benchmark.ts";
import { parseNvbandwidthJson, type NvbandwidthReport } from "./formats/nvbandwidth_json.ts";
import { hasGpusOf } from "./gpu_applicability.ts";
import { assertSameGpu } from "./gpu_identity.ts";
import type { Sample } from "./metric.ts";
import { samplesOfRuns } from "./samples/gpu_bandwidth.ts";
import { transferBuffers } from "./transfer_buffers.ts";

/** Its JSON has only the median of several samples, so each is a process of its own. */
const runs = 5;
/** Its two-way tests have a buffer of the size asked for and one of twice that. */
const hostBytesPerByte = 3;

/**
 * In the order in which they run. A two-way test gives the rate of one direction while the other one is busy, so
 * there are two of them.
 */
const tests = {
  up: "host_to_device_memcpy_ce",
  down: "device_to_host_memcpy_ce",
  upWhileBoth: "host_to_device_bidirectional_memcpy_ce",
  downWhileBoth: "device_to_host_bidirectional_memcpy_ce",
  local: "device_local_copy",
} as const;

/** Of a modest link, and of all it does for one GPU; only for the expected time. */
const modestBytesPerSecond = 15e9;
/** Its copies in one run of a test. */
const copiesPerRun = 16;
/** Filling, verifying, and pinning its memory. */
const besidesSeconds = 2;

/** A test's figure for each GPU, in GB/s. */
function ratesOf({ testcases }: NvbandwidthReport, name: string, gpus: number): readonly number[] {
  const testcase = testcases.find((candidate) => candidate.name === name);
  if (testcase?.status !== "passed") throw new OutputError(`nvbandwidth did not do its test ${name}`);
  const [row = [], ...more] = testcase.matrix;
  const rates = row.flatMap((rate) => rate ?? []);
  if (testcase.unit !== "GB/s" || more.length > 0 || rates.length !== gpus)
    throw new OutputError(`nvbandwidth's test ${name} has not one rate in GB/s for each of ${gpus} GPUs`);
  return rates;
}

/** The address in `0: NVIDIA H200 (00000000:04:00): (host)`; null without one. */
function addressOf(device: string | undefined): string | null {
  const [, slot] = /\(([0-9a-f]{8}:[0-9a-f]{2}:[0-9a-f]{2})\)/i.exec(device ?? "") ?? [];
  return slot === undefined ? null : `${slot}.0`;
}

function samplesOf(stdout: string, machine: MachineFacts): Sample[] {
  const report = parseNvbandwidthJson(stdout);
  const gpus = machine.gpus.devices.length;
  const [up, down, upWhileBoth, downWhileBoth, local] = [
    ratesOf(report, tests.up, gpus),
    ratesOf(report, tests.down, gpus),
    ratesOf(report, tests.upWhileBoth, gpus),
    ratesOf(report, tests.downWhileBoth, gpus),
    ratesOf(report, tests.local, gpus),
  ];
  return machine.gpus.devices.flatMap(({ index }) => {
    assertSameGpu(index, addressOf(report.devices[index]), machine);
    const at = { gpu: index };
    const [h2d = NaN, d2h = NaN, d2d = NaN] = [up[index], down[index], local[index]];
    const both = (upWhileBoth[index] ?? NaN) + (downWhileBoth[index] ?? NaN);
    return [
      { metric: "gpu-bandwidth.h2d", at, value: h2d },
      { metric: "gpu-bandwidth.d2h", at, value: d2h },
      { metric: "gpu-bandwidth.both", at, value: both },
      { metric: "gpu-bandwidth.d2d", at, value: d2d },
    ];
  });
}

/** The last of the runs gives the samples of all of them; where one failed, there are too few for a median. */
function parse(output: Output): Reading {
  const measured = [...output.before, output].map(({ stdout, machine }) => samplesOf(stdout, machine));
  return { samples: measured.length < runs ? [] : samplesOfRuns(measured), remarks: [] };
}

export const nvbandwidth: Tool = {
  id: "nvbandwidth",
  label: "nvbandwidth without its own CPU binding, copy engines; device to device counted once",
  program: { kind: "path", name: "nvbandwidth", origin: "built from github.com/NVIDIA/nvbandwidth" },
  versionArguments: ["--help"],
  supports: hasGpusOf("nvidia"),
  commands: (machine) => {
    const { bytes, notice } = transferBuffers(machine, hostBytesPerByte, []);
    const gpus = machine.gpus.devices.map(({ index }) => index);
    // Each way alone, and both ways twice, each with twice the bytes on the way back.
    const copiedBytes = gpus.length * 8 * copiesPerRun * bytes;
    const expectedSeconds = 1 + gpus.length * besidesSeconds + copiedBytes / modestBytesPerSecond;
    const command: Command = {
      // -d: its own binding to the GPU's node would hide bad placement.
      arguments: ["-d", "-j", "-i", "1", "-b", `${bytes / 1024 ** 2}`, "-t", ...Object.values(tests)],
      environment: {},
      binding: null,
      gpus,
      at: {},
      rawFile: "gpu_bandwidth.txt",
      expectedSeconds,
      // Enough for links a tenth as fast as a modest one.
      limitSeconds: 10 * expectedSeconds + 60,
      ...(notice !== null && { notice }),
    };
    return Array.from({ length: runs }, () => command);
  },
  parse,
};
