import { describe, expect, test } from "bun:test";
import { OutputError } from "../../src/benchmarks/benchmark.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import { nvbandwidth } from "../../src/benchmarks/nvbandwidth.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { capturedOutput } from "./formats/captured_output.ts";
import { oneH200, standard, twoH200, twoNodesTwoH200, withMemory } from "./machines.ts";

const captured = capturedOutput("nvbandwidth-both-ways-two-h200.json");

/** What five runs that printed this say, the last of them at least. */
function samplesOf(outputs: readonly string[], machine: MachineFacts = twoH200): readonly Sample[] {
  const commands = nvbandwidth.commands(machine, standard);
  const runs = commands.map((command, i) => ({
    command,
    stdout: outputs[i] ?? outputs.at(-1) ?? "",
    machine,
    before: [],
  }));
  const last = runs.pop();
  if (last === undefined) throw new Error("no command");
  return nvbandwidth.parse({ ...last, before: runs }).samples;
}

describe("the commands", () => {
  test("are five of one run each for all GPUs, without the tool's own binding", () => {
    const commands = nvbandwidth.commands(twoNodesTwoH200, standard);
    expect(commands).toHaveLength(5);
    for (const command of commands)
      expect(command).toMatchObject({
        arguments: [
          ..."-d -j -i 1 -b 512 -t host_to_device_memcpy_ce device_to_host_memcpy_ce".split(" "),
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
    // The second figure of a GPU's copies up, and so their sum, differs between the runs.
    const runs = ["55.5021", "55.5221", "55.5121", "55.5421", "55.5321"].map((rate) =>
      captured
        .replace('"55.5321"', `"${rate}"`)
        .replace(/"sum" : 111\.05\d+/, `"sum" : ${55.5181 + Number(rate)}`),
    );
    const found = samplesOf(runs).map(({ metric, at, value }) => [
      at["gpu"],
      metric,
      Number(value.toFixed(4)),
    ]);
    expect(found).toEqual([
      [0, "gpu-bandwidth.h2d", 55.5181],
      [0, "gpu-bandwidth.h2d-best", 55.5181],
      [0, "gpu-bandwidth.d2h", 55.4032],
      [0, "gpu-bandwidth.d2h-best", 55.4032],
      [0, "gpu-bandwidth.both", 102.9763],
      [0, "gpu-bandwidth.both-best", 102.9763],
      [0, "gpu-bandwidth.d2d", 2094.08],
      [0, "gpu-bandwidth.d2d-best", 2094.08],
      [1, "gpu-bandwidth.h2d", 55.5221],
      [1, "gpu-bandwidth.h2d-best", 55.5421],
      [1, "gpu-bandwidth.d2h", 55.4207],
      [1, "gpu-bandwidth.d2h-best", 55.4207],
      [1, "gpu-bandwidth.both", 102.9113],
      [1, "gpu-bandwidth.both-best", 102.9113],
      [1, "gpu-bandwidth.d2d", 2093.06],
      [1, "gpu-bandwidth.d2d-best", 2093.06],
    ]);
  });

  test("of fewer than five runs is nothing: one of them failed", () => {
    const [command] = nvbandwidth.commands(twoH200, standard);
    if (command === undefined) throw new Error("no command");
    const run = { command, stdout: captured, machine: twoH200, before: [] };
    expect(nvbandwidth.parse({ ...run, before: [run, run, run] }).samples).toEqual([]);
  });

  test("of another number of GPUs, or of GPUs that CUDA counts otherwise, is refused", () => {
    expect(() => samplesOf([captured], oneH200)).toThrow(
      "nvbandwidth's test host_to_device_memcpy_ce has not one rate in GB/s for each of 1 GPUs",
    );
    const swapped = captured.replace("00000000:00:06", "00000000:00:08");
    expect(() => samplesOf([swapped])).toThrow(OutputError);
    expect(() => samplesOf([swapped])).toThrow("GPU 0 is the one at 0000:00:06.0");
  });

  test.each([
    ['"device_local_copy"', '"device_local_copies"', "did not do its test device_local_copy"],
    ['"2094.08"', '"N/A"', "has a sum that is not that of its matrix"],
    [
      '"version" : "v0.8"\n',
      '"version" : "v0.8", "error" : "CUDA_ERROR_NO_DEVICE"\n',
      "CUDA_ERROR_NO_DEVICE",
    ],
  ])("%j as %j is refused", (right, wrong, because) => {
    expect(captured).toContain(right);
    expect(() => samplesOf([captured.replace(right, wrong)])).toThrow(because);
  });

  test("as captured of another set of tests is refused by the one that is missing", () => {
    expect(() => samplesOf([capturedOutput("nvbandwidth-two-h200.json")])).toThrow(
      "nvbandwidth did not do its test device_to_host_bidirectional_memcpy_ce",
    );
  });

  test("waived is not done", () => {
    const waived = captured.replace(/"name" : "host_to_device_memcpy_ce",\s*"status" : "Passed"/, (text) =>
      text.replace("Passed", "Waived"),
    );
    expect(waived).not.toBe(captured);
    expect(() => samplesOf([waived])).toThrow("did not do its test host_to_device_memcpy_ce");
  });
});
