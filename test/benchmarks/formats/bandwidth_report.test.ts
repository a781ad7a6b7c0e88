import { describe, expect, test } from "bun:test";
import {
  parseBandwidthReport,
  type BandwidthReport,
} from "../../../src/benchmarks/formats/bandwidth_report.ts";
import { parseTorchBandwidth } from "../../../src/benchmarks/formats/torch_bandwidth.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const cuda = capturedOutput("bandwidth-own-h200.txt");
const torch = capturedOutput("bandwidth-torch-h200.txt");

function parse(text: string): BandwidthReport {
  return parseBandwidthReport(text, 5);
}

test("by CUDA, with where the host memory lay", () => {
  expect(parse(cuda)).toEqual({
    gpu: 0,
    address: "0000:00:06.0",
    hostToDevice: { medianGBs: 55.47, bestGBs: 55.5 },
    deviceToHost: { medianGBs: 55.35, bestGBs: 55.39 },
    bothDirections: { medianGBs: 101.8, bestGBs: 101.84 },
    deviceToDevice: { medianGBs: 2094.27, bestGBs: 2095.18 },
    attestation: {
      cpus: "0-31",
      ranOn: "26",
      pagesByNode: new Map([[0, 262_144]]),
      bytesByPageSize: new Map([
        [4096, 1_073_741_824],
        [2_097_152, 0],
      ]),
    },
  });
});

test("of a machine with one GPU, whose runs differ more", () => {
  expect(parse(capturedOutput("bandwidth-own-h100.txt"))).toMatchObject({
    gpu: 0,
    hostToDevice: { medianGBs: 54.69, bestGBs: 54.96 },
    deviceToHost: { medianGBs: 54.97, bestGBs: 55.02 },
    bothDirections: { medianGBs: 87.69, bestGBs: 90.2 },
    deviceToDevice: { medianGBs: 1491.06, bestGBs: 1493.22 },
  });
});

test("by PyTorch, which does not say where it ran", () => {
  expect(parse(torch)).toEqual({
    gpu: 0,
    address: null,
    hostToDevice: { medianGBs: 55.38, bestGBs: 55.49 },
    deviceToHost: { medianGBs: 55.33, bestGBs: 55.34 },
    bothDirections: { medianGBs: 101.61, bestGBs: 101.75 },
    deviceToDevice: { medianGBs: 2091.85, bestGBs: 2095 },
    attestation: null,
  });
});

test("the reader of the older script finds its three rates in it as well", () => {
  expect(parseTorchBandwidth(cuda)).toEqual([
    {
      gpu: 0,
      gpuName: "NVIDIA H200",
      hostToDeviceGBs: 55.47,
      deviceToHostGBs: 55.35,
      deviceToDeviceGBs: 2094.27,
    },
  ]);
});

describe("what is refused", () => {
  test("any beginning that is not all", () => {
    for (const text of beginnings(torch)) expect(attempt(parse, text)).toHaveProperty("because");
    // Up to the line that makes it ours on CUDA it could be the other program's, which the tool tells apart.
    const firstAttested = cuda.indexOf("# cpus: ");
    for (const text of beginnings(cuda)) {
      const outcome = attempt(parse, text);
      if ("result" in outcome) expect(outcome.result.attestation).toBeNull();
      if (text.length > firstAttested + "# cpus: ".length) expect(outcome).toHaveProperty("because");
    }
  });

  test("fewer runs than asked, quoted", () => {
    expect(attempt(parse, cuda.replace(" 54.83", ""))).toEqual({
      because: "'# runs Host-to-Device GB/s: 55.47 55.48 55.50 55.47' has 4 runs where 5 were asked",
    });
  });

  test("a median that is not that of the runs, quoted", () => {
    expect(attempt(parse, cuda.replace("  Host-to-Device: 55.47", "  Host-to-Device: 55.49"))).toEqual({
      because:
        "'# runs Host-to-Device GB/s: 55.47 54.83 55.48 55.50 55.47' has not 55.49 GB/s for its median",
    });
  });

  test("another way to count bytes, and transfers that were not verified", () => {
    expect(
      attempt(parse, cuda.replace("each byte copied once", "each byte read and written")),
    ).toHaveProperty("because", expect.stringContaining("is not to count each byte once"));
    expect(attempt(parse, cuda.replace("4 of 4 transfers", "3 of 4 transfers"))).toEqual({
      because: "'# verified: 3 of 4 transfers' is not all of the 4 transfers",
    });
  });

  test.each([
    [" 54.83", " nan"],
    [" 54.83", " inf"],
    [" 54.83", " -54.83"],
    [" 54.83", " 0.00"],
    [" 54.83", " 54.8"],
    ["  Both-Directions: 101.80 GB/s\n", ""],
    ["  Both-Directions: 101.80 GB/s", "  Both-Directions: 101.80 MB/s"],
    [/^# runs Both.*\n/m, ""],
    [/^# counted.*\n/m, ""],
    [/^# verified.*\n/m, ""],
    [/^# placement.*\n/m, ""],
    ["GPU 0 [NVIDIA H200]\n", ""],
    ["GPU 0 [NVIDIA H200]", "GPU 1 [A]\nGPU 0 [NVIDIA H200]"],
  ])("%p as %j", (right, wrong) => {
    expect(cuda).toMatch(right);
    expect(attempt(parse, cuda.replace(right, wrong))).toHaveProperty("because");
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(10);
  for (let i = 0; i < 3000; i += 1) {
    attempt(parse, damage(cuda, random));
    attempt(parse, damage(torch, random));
  }
});
