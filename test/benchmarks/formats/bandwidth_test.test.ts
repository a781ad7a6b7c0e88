import { describe, expect, test } from "bun:test";
import { parseBandwidthTest } from "../../../src/benchmarks/formats/bandwidth_test.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const gigabytes = capturedOutput("bandwidth-test-gbs.constructed.txt");

test("GB/s", () => {
  expect(parseBandwidthTest(gigabytes)).toEqual({
    gpu: 0,
    gpuName: "NVIDIA H200",
    hostToDevice: [{ sizeBytes: 32_000_000, bandwidthGBs: 54.9 }],
    deviceToHost: [{ sizeBytes: 32_000_000, bandwidthGBs: 54.7 }],
    deviceToDevice: [{ sizeBytes: 32_000_000, bandwidthGBs: 3168.4 }],
  });
});

test("MB/s are of 2^20 bytes", () => {
  const { hostToDevice } = parseBandwidthTest(capturedOutput("bandwidth-test-mbs.constructed.txt"));
  expect(hostToDevice[0]?.bandwidthGBs).toBeCloseTo(6038.7 * 1.048576e-3, 10);
});

test("several sizes", () => {
  const text = gigabytes.replace("   32000000\t\t\t54.9\n", "   1000000\t\t\t12.1\n   32000000\t\t\t54.9\n");
  expect(parseBandwidthTest(text).hostToDevice).toHaveLength(2);
});

describe("what is refused", () => {
  test("nothing", () => {
    expect(attempt(parseBandwidthTest, "")).toEqual({ because: "the output has no line 'Result = PASS'" });
  });

  test("any beginning without its result", () => {
    const whole = parseBandwidthTest(gigabytes);
    for (const text of beginnings(gigabytes)) {
      const outcome = attempt(parseBandwidthTest, text);
      if (text.includes("Result = PASS")) expect(outcome).toEqual({ result: whole });
      else expect(outcome).toHaveProperty("because");
    }
  });

  test.each([
    ["Result = PASS", "Result = FAIL"],
    ["Host to Device Bandwidth, 1 Device(s)", "Host to Device Bandwidth, 2 Device(s)"],
    ["PINNED", "PAGEABLE"],
    ["Bandwidth(GB/s)", "Bandwidth(furlongs)"],
    ["\t54.9\n", "\tnan\n"],
    ["\t54.9\n", "\tinf\n"],
    ["\t54.9\n", "\t-54.9\n"],
    ["\t54.9\n", "\t0.0\n"],
    ["\t54.9\n", "\t54\n"],
    ["\t54.9\n", "\n"],
    ["   32000000\t\t\t54.9\n", ""],
    ["   32000000\t\t\t54.9\n", "   0\t\t\t54.9\n"],
    [" Device to Host Bandwidth", " Device to Nowhere Bandwidth"],
    [" Device 0: NVIDIA H200\n", ""],
  ])("%j as %j", (right, wrong) => {
    expect(gigabytes).toContain(right);
    expect(attempt(parseBandwidthTest, gigabytes.replace(right, wrong))).toHaveProperty("because");
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(5);
  for (let i = 0; i < 3000; i += 1) attempt(parseBandwidthTest, damage(gigabytes, random));
});
