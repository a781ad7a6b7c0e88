import { expect, test } from "bun:test";
import { parseBandwidthTest } from "../../../src/benchmarks/formats/bandwidth_test.ts";
import { parseMatmulLines } from "../../../src/benchmarks/formats/matmul_line.ts";
import { parseNcclTable } from "../../../src/benchmarks/formats/nccl_table.ts";
import { parseTorchBandwidth } from "../../../src/benchmarks/formats/torch_bandwidth.ts";
import {
  samplesOfRuns,
  bandwidthTestSamples,
  torchBandwidthSamples,
} from "../../../src/benchmarks/samples/gpu_bandwidth.ts";
import { gpuComputeSamples, matmulSamples } from "../../../src/benchmarks/samples/gpu_compute.ts";
import { ncclSamples } from "../../../src/benchmarks/samples/nccl.ts";
import { capturedOutput } from "../formats/captured_output.ts";

test("matmul: time and rate of each GPU", () => {
  const samples = gpuComputeSamples(
    parseMatmulLines(capturedOutput("matmul-two-gpus.constructed.txt")),
    8192,
  );
  expect(samples.map(({ at }) => at["gpu"])).toEqual([0, 0, 1, 1]);
  expect(samples[0]?.value).toBeCloseTo(21.44, 10);
  expect(samples[1]?.value).toBeCloseTo((2 * 8192 ** 3) / 0.02144 / 1e12, 10);
});

test("bandwidthTest: the largest transfer each way, within the device half of what it counts", () => {
  const report = parseBandwidthTest(capturedOutput("bandwidth-test-gbs.constructed.txt"));
  const small = { sizeBytes: 1000, bandwidthGBs: 1 };
  const samples = bandwidthTestSamples({ ...report, hostToDevice: [...report.hostToDevice, small] });
  expect(samples).toEqual([
    { metric: "gpu-bandwidth.h2d", at: { gpu: 0 }, value: 54.9 },
    { metric: "gpu-bandwidth.d2h", at: { gpu: 0 }, value: 54.7 },
    { metric: "gpu-bandwidth.d2d", at: { gpu: 0 }, value: 1584.2 },
  ]);
});

test("bandwidthTest: median and best of several runs", () => {
  const report = parseBandwidthTest(capturedOutput("bandwidth-test-gbs.constructed.txt"));
  const withUp = (bandwidthGBs: number): typeof report => ({
    ...report,
    hostToDevice: [{ sizeBytes: 32_000_000, bandwidthGBs }],
  });
  const samples = samplesOfRuns([50, 55, 51, 54, 52].map((rate) => bandwidthTestSamples(withUp(rate))));
  expect(samples.map(({ metric, value }) => [metric, value])).toEqual([
    ["gpu-bandwidth.h2d", 52],
    ["gpu-bandwidth.h2d-best", 55],
    ["gpu-bandwidth.d2h", 54.7],
    ["gpu-bandwidth.d2h-best", 54.7],
    ["gpu-bandwidth.d2d", 1584.2],
    ["gpu-bandwidth.d2d-best", 1584.2],
  ]);
});

test("our matmul: mean, percentiles by nearest rank, and the rate of the mean", () => {
  const timesMs = [4, 1, 2, 3];
  expect(matmulSamples({ gpu: 2, address: null, order: 1000, timesMs })).toEqual([
    { metric: "gpu-compute.time-mean", at: { gpu: 2 }, value: 2.5 },
    { metric: "gpu-compute.time-p50", at: { gpu: 2 }, value: 2 },
    { metric: "gpu-compute.time-p99", at: { gpu: 2 }, value: 4 },
    { metric: "gpu-compute.rate", at: { gpu: 2 }, value: 0.8 },
  ]);
});

test("the PyTorch script: every GPU, the degraded one as well", () => {
  const samples = torchBandwidthSamples(
    parseTorchBandwidth(capturedOutput("torch-bandwidth.constructed.txt")),
  );
  expect(samples).toHaveLength(6);
  expect(samples[3]).toEqual({ metric: "gpu-bandwidth.h2d", at: { gpu: 1 }, value: 27.4 });
});

test("all-reduce: time and both bandwidths of each size and place, and the mean", () => {
  const samples = ncclSamples(parseNcclTable(capturedOutput("all-reduce-own-two-h200.txt")));
  expect(samples).toHaveLength(28 * 2 * 3 + 1);
  expect(samples.find(({ metric, at }) => metric === "nccl.busbw" && at["size"] === 2 ** 30)).toEqual({
    metric: "nccl.busbw",
    at: { size: 2 ** 30, place: "out" },
    value: 330.01,
  });
});

test("all-reduce: rates that the table rounds to nothing come from the time", () => {
  const [, algbw] = ncclSamples(parseNcclTable(capturedOutput("all-reduce-own-two-h200.txt")));
  expect(algbw).toMatchObject({ metric: "nccl.algbw", at: { size: 8, place: "out" } });
  expect(algbw?.value).toBeCloseTo(8 / 17.19 / 1000, 10);
});

test("all-reduce: in place only, where the table has nothing else", () => {
  const samples = ncclSamples(parseNcclTable(capturedOutput("all-reduce-torch-two-h200.txt")));
  expect(samples).toHaveLength(28 * 3 + 1);
  expect(samples.slice(0, -1).every(({ at }) => at["place"] === "in")).toBe(true);
});
