import { describe, expect, test } from "bun:test";
import { OutputError } from "../../src/benchmarks/benchmark.ts";
import { parseNvbandwidthRuns } from "../../src/benchmarks/formats/nvbandwidth_json.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import { nvbandwidth } from "../../src/benchmarks/nvbandwidth.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import { oneH200, standard, twoH200, twoNodesTwoH200, withMemory } from "./machines.ts";

const verbose = capturedOutput("nvbandwidth-verbose.constructed.txt");
const json = verbose.slice(verbose.indexOf("\n{") + 1);

function samplesOf(stdout: string, machine: MachineFacts = twoH200): readonly Sample[] {
  const [command] = nvbandwidth.commands(machine, standard);
  if (command === undefined) throw new Error("no command");
  return nvbandwidth.parse({ command, stdout, machine, before: [] }).samples;
}

describe("the command", () => {
  test("is one for all GPUs, without the tool's own binding, of five runs that it prints", () => {
    const [command, ...more] = nvbandwidth.commands(twoNodesTwoH200, standard);
    expect(more).toEqual([]);
    expect(command).toMatchObject({
      arguments: [
        ..."-d -j -v -i 5 -b 512 -t host_to_device_memcpy_ce device_to_host_memcpy_ce".split(" "),
        "host_to_device_bidirectional_memcpy_ce",
        "device_to_host_bidirectional_memcpy_ce",
        "device_local_copy",
      ],
      environment: {},
      binding: null,
      gpus: [0, 1],
      rawFile: "gpu_bandwidth.txt",
    });
  });

  test("has smaller buffers where memory is short", () => {
    const [command] = nvbandwidth.commands(withMemory(twoH200, 1.2e9), standard);
    expect(command?.arguments.join(" ")).toContain(" -b 256 ");
    expect(command?.notice).toContain("256 MiB instead of 512");
  });
});

describe("what is read", () => {
  test("is each GPU's median and best; both ways are the two one-way rates taken while both were busy", () => {
    expect(samplesOf(verbose).map(({ metric, at, value }) => [at["gpu"], metric, value])).toEqual([
      [0, "gpu-bandwidth.h2d", 55.312],
      [0, "gpu-bandwidth.h2d-best", 55.35],
      [0, "gpu-bandwidth.d2h", 54.9023],
      [0, "gpu-bandwidth.d2h-best", 54.93],
      [0, "gpu-bandwidth.both", 46.5 + 45.75],
      [0, "gpu-bandwidth.d2d", 1489.32],
      [0, "gpu-bandwidth.d2d-best", 1490.4],
      [1, "gpu-bandwidth.h2d", 27.41],
      [1, "gpu-bandwidth.h2d-best", 27.43],
      [1, "gpu-bandwidth.d2h", 54.8876],
      [1, "gpu-bandwidth.d2h-best", 54.91],
      [1, "gpu-bandwidth.both", 25.25 + 45.5],
      [1, "gpu-bandwidth.d2d", 1490.01],
      [1, "gpu-bandwidth.d2d-best", 1491],
    ]);
  });

  test("has no best where the runs were not printed, not all, or are not those of the figure", () => {
    const best = (stdout: string): string[] =>
      samplesOf(stdout).flatMap(({ metric, at }) =>
        metric.endsWith("-best") && at["gpu"] === 0 ? [metric] : [],
      );
    expect(best(json)).toEqual([]);
    expect(samplesOf(json)).toHaveLength(8);
    expect(best(verbose.replaceAll(/\tSample \d: Device 0 -> Device 0: .*\n/g, ""))).toEqual([
      "gpu-bandwidth.h2d-best",
      "gpu-bandwidth.d2h-best",
    ]);
    expect(best(verbose.replace("Host -> Device 0: 55.31", "Host -> Device 0: 45.31"))).toEqual([
      "gpu-bandwidth.h2d-best",
      "gpu-bandwidth.d2h-best",
      "gpu-bandwidth.d2d-best",
    ]);
    expect(best(verbose.replaceAll(/Host -> Device 0: 55/g, "Host -> Device 0: 45"))).toEqual([
      "gpu-bandwidth.d2h-best",
      "gpu-bandwidth.d2d-best",
    ]);
  });

  test("of another number of GPUs, or of GPUs that CUDA counts otherwise, is refused", () => {
    expect(() => samplesOf(verbose, oneH200)).toThrow(
      "nvbandwidth's test host_to_device_memcpy_ce has not one rate in GB/s for each of 1 GPUs",
    );
    const swapped = verbose.replace("00000000:00:06", "00000000:00:08");
    expect(() => samplesOf(swapped)).toThrow(OutputError);
    expect(() => samplesOf(swapped)).toThrow("GPU 0 is the one at 0000:00:06.0");
  });

  test.each([
    ['"device_local_copy"', '"device_local_copies"', "did not do its test device_local_copy"],
    ['"1489.32"', '"N/A"', "has a sum that is not that of its matrix"],
    [
      '"version" : "v0.8"\n',
      '"version" : "v0.8", "error" : "CUDA_ERROR_NO_DEVICE"\n',
      "CUDA_ERROR_NO_DEVICE",
    ],
  ])("%j as %j is refused", (right, wrong, because) => {
    expect(verbose).toContain(right);
    expect(() => samplesOf(verbose.replace(right, wrong))).toThrow(because);
  });

  test("as captured of another set of tests is refused by the one that is missing", () => {
    expect(() => samplesOf(capturedOutput("nvbandwidth-two-h200.json"))).toThrow(
      "nvbandwidth did not do its test device_to_host_bidirectional_memcpy_ce",
    );
  });

  test("waived is not done", () => {
    const waived = verbose.replace(/"name" : "host_to_device_memcpy_ce",\s*"status" : "Passed"/, (text) =>
      text.replace("Passed", "Waived"),
    );
    expect(waived).not.toBe(verbose);
    expect(() => samplesOf(waived)).toThrow("did not do its test host_to_device_memcpy_ce");
  });
});

test("its runs are those between two buffers, in order", () => {
  expect(parseNvbandwidthRuns(verbose, "Device 1", "Device 1")).toEqual([
    1490.01, 1489.5, 1490.6, 1489.2, 1491,
  ]);
  expect(parseNvbandwidthRuns("\tSample 0: Host -> Device 0: nan GB/s\n", "Host", "Device 0")).toEqual([]);
});
