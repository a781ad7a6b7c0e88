import { describe, expect, test } from "bun:test";
import { parseNvbandwidthJson } from "../../../src/benchmarks/formats/nvbandwidth_json.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

/** As captured: four tests of version 0.8. */
const captured = capturedOutput("nvbandwidth-two-h200.json");
/** Of the same version, with what was not captured: totals of two directions, latencies, and a test that was waived. */
const twoGpus = capturedOutput("nvbandwidth.constructed.json");

test("as captured: a column a GPU; a two-way test has the rate of one way, and no total of the two", () => {
  const passed = (name: string, description: string, matrix: number[][]) => ({
    name,
    status: "passed" as const,
    description,
    unit: "GB/s" as const,
    matrix,
  });
  expect(parseNvbandwidthJson(captured)).toEqual({
    version: "v0.8",
    devices: ["0: NVIDIA H200 (00000000:00:06): (guest)", "1: NVIDIA H200 (00000000:00:07): (guest)"],
    testcases: [
      passed("host_to_device_memcpy_ce", "memcpy CE CPU(row) -> GPU(column) bandwidth (GB/s)", [
        [55.3832, 55.4497],
      ]),
      passed("device_to_host_memcpy_ce", "memcpy CE CPU(row) <- GPU(column) bandwidth (GB/s)", [
        [55.3689, 55.3796],
      ]),
      passed(
        "host_to_device_bidirectional_memcpy_ce",
        "memcpy CE CPU(row) <-> GPU(column) bandwidth (GB/s)",
        [[50.6646, 49.4627]],
      ),
      passed("device_local_copy", "memcpy local GPU(column) bandwidth (GB/s)", [[2080.9, 2081.9]]),
    ],
  });
});

describe("version 0.8 on two GPUs, constructed", () => {
  const report = parseNvbandwidthJson(twoGpus);
  const testcase = (name: string) => report.testcases.find((candidate) => candidate.name === name);

  test("version and devices", () => {
    expect(report.version).toBe("v0.8");
    expect(report.devices[1]).toBe("1: NVIDIA H200 (00000000:00:07): (gpu-guest)");
  });

  test("a column a GPU", () => {
    expect(testcase("host_to_device_memcpy_ce")).toEqual({
      name: "host_to_device_memcpy_ce",
      status: "passed",
      description: "memcpy CE CPU(row) -> GPU(column) bandwidth (GB/s)",
      unit: "GB/s",
      matrix: [[55.312, 55.2987]],
    });
  });

  test("a GPU and itself", () => {
    expect(testcase("device_to_device_memcpy_read_ce")?.matrix).toEqual([
      [null, 396.104],
      [396.211, null],
    ]);
  });

  test("both directions at once: their total", () => {
    expect(testcase("device_to_device_bidirectional_memcpy_read_ce")?.matrix).toEqual([
      [null, 762.625],
      [762.25, null],
    ]);
  });

  test("latency in its own unit, and what was waived", () => {
    expect(testcase("host_device_latency_sm")).toMatchObject({ unit: "ns", matrix: [[772.58, 774.01]] });
    expect(testcase("device_to_device_latency_sm")).toMatchObject({ status: "waived", matrix: [] });
  });

  test("a warning before the JSON", () => {
    expect(parseNvbandwidthJson(`NOTE: something\n${twoGpus}`)).toEqual(report);
  });
});

describe("what is refused", () => {
  test.each([
    ["captured", captured],
    ["constructed", twoGpus],
  ])("any beginning that is not all, %s", (_, whole) => {
    for (const text of beginnings(whole))
      expect(attempt(parseNvbandwidthJson, text)).toHaveProperty("because");
  });

  test("an error of the tool", () => {
    expect(attempt(parseNvbandwidthJson, '{"nvbandwidth": {"error": "CUDA_ERROR_NO_DEVICE"}}')).toEqual({
      because: "nvbandwidth failed: 'CUDA_ERROR_NO_DEVICE'",
    });
  });

  test.each(["nan", "inf", "-55.3832", "0", "65.3832", "", "55,3832"])(
    "a rate of %j in the place of a captured one",
    (wrong) => {
      expect(attempt(parseNvbandwidthJson, captured.replace("55.3832", wrong))).toHaveProperty("because");
    },
  );

  test.each([
    ['"55.312"', '"nan"'],
    ['"55.312"', '"inf"'],
    ['"55.312"', '"-55.312"'],
    ['"55.312"', '"0"'],
    ['"55.312"', '"65.312"'],
    ['"55.312"', "55.312"],
    ['"status" : "Passed"', '"status" : "Error"'],
    ['"status" : "Passed"', '"status" : "Running"'],
    ["-> GPU(column) bandwidth (GB/s)", "-> GPU(column) bandwidth (TB/s)"],
    ['"testcases" : [', '"cases" : ['],
  ])("%j as %j", (right, wrong) => {
    expect(twoGpus).toContain(right);
    expect(attempt(parseNvbandwidthJson, twoGpus.replace(right, wrong))).toHaveProperty("because");
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(8);
  for (let i = 0; i < 3000; i += 1) {
    attempt(parseNvbandwidthJson, damage(twoGpus, random));
    attempt(parseNvbandwidthJson, damage(captured, random));
  }
});
