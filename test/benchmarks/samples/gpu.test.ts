import { expect, test } from "bun:test";
import { parseBandwidthTest } from "../../../src/benchmarks/formats/bandwidth_test.ts";
import { parseMatmulLines } from "../../../src/benchmarks/formats/matmul_line.ts";
import { parseNcclTable } from "../../../src/benchmarks/formats/nccl_table.ts";
import { parseTorchBandwidth } from "../../../src/benchmarks/formats/torch_bandwidth.ts";
import {
  bandwidthTestSamples,
  torchBandwidthSamples,
} from "../../../src/benchmarks/samples/gpu_bandwidth.ts";
import { gpuComputeSamples } from "../../../src/benchmarks/samples/gpu_compute.ts";
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

test("bandwidthTest: the largest transfer each way", () => {
  const report = parseBandwidthTest(capturedOutput("bandwidth-test-gbs.constructed.txt"));
  const small = { sizeBytes: 1000, bandwidthGBs: 1 };
  const samples = bandwidthTestSamples({ ...report, hostToDevice: [...report.hostToDevice, small] });
  expect(samples).toEqual([
    { metric: "gpu-bandwidth.h2d", at: { gpu: 0 }, value: 54.9 },
    { metric: "gpu-bandwidth.d2h", at: { gpu: 0 }, value: 54.7 },
    { metric: "gpu-bandwidth.d2d", at: { gpu: 0 }, value: 3168.4 },
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
  const samples = ncclSamples(parseNcclTable(capturedOutput("nccl-two-gpus.constructed.txt")));
  expect(samples).toHaveLength(28 * 2 * 3 + 1);
  expect(samples.find(({ metric, at }) => metric === "nccl.busbw" && at["size"] === 2 ** 30)).toEqual({
    metric: "nccl.busbw",
    at: { size: 2 ** 30, place: "out" },
    value: 328.02,
  });
});

test("all-reduce: rates that the table rounds to nothing come from the time", () => {
  const [, algbw] = ncclSamples(parseNcclTable(capturedOutput("nccl-two-gpus.constructed.txt")));
  expect(algbw).toMatchObject({ metric: "nccl.algbw", at: { size: 8, place: "out" } });
  expect(algbw?.value).toBeCloseTo(8 / 20.06 / 1000, 10);
});
