import { describe, expect, test } from "bun:test";
import { parseTorchBandwidth } from "../../../src/benchmarks/formats/torch_bandwidth.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const twoGpus = capturedOutput("torch-bandwidth.constructed.txt");

test("two GPUs, one of them degraded", () => {
  expect(parseTorchBandwidth(twoGpus)).toEqual([
    {
      gpu: 0,
      gpuName: "NVIDIA H200",
      hostToDeviceGBs: 54.91,
      deviceToHostGBs: 54.73,
      deviceToDeviceGBs: 1489.22,
    },
    {
      gpu: 1,
      gpuName: "NVIDIA H200",
      hostToDeviceGBs: 27.4,
      deviceToHostGBs: 26.98,
      deviceToDeviceGBs: 1490.07,
    },
  ]);
});

describe("what is refused", () => {
  test("any beginning that is not whole GPUs", () => {
    const whole = parseTorchBandwidth(twoGpus);
    for (const text of beginnings(twoGpus)) {
      const outcome = attempt(parseTorchBandwidth, text);
      if ("result" in outcome) expect(outcome.result).toEqual(whole.slice(0, 1));
    }
  });

  test.each([
    ["54.91 GB/s", "nan GB/s"],
    ["54.91 GB/s", "inf GB/s"],
    ["54.91 GB/s", "-54.91 GB/s"],
    ["54.91 GB/s", "0.00 GB/s"],
    ["54.91 GB/s", "54.9 GB/s"],
    ["54.91 GB/s", "54.91 MB/s"],
    ["GPU 1 [", "GPU 0 ["],
    ["  Device-to-Device: 1490.07 GB/s\n", ""],
  ])("%j as %j", (right, wrong) => {
    expect(twoGpus).toContain(right);
    expect(attempt(parseTorchBandwidth, twoGpus.replace(right, wrong))).toHaveProperty("because");
  });

  test("nothing", () => {
    expect(attempt(parseTorchBandwidth, "")).toEqual({ because: "the output has no heading 'GPU 0 [NAME]'" });
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(7);
  for (let i = 0; i < 3000; i += 1) attempt(parseTorchBandwidth, damage(twoGpus, random));
});
