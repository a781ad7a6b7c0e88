import { describe, expect, test } from "bun:test";
import { gpuApplicability, hasGpusOf } from "../../src/benchmarks/gpu_applicability.ts";
import { gpuBandwidth } from "../../src/benchmarks/gpu_bandwidth.ts";
import { gpuCompute } from "../../src/benchmarks/gpu_compute.ts";
import { nccl } from "../../src/benchmarks/nccl.ts";
import { driverWithoutGpu, oneH200, oneNode, slicedH200, standard, twoH200, twoMi350x } from "./machines.ts";

const sliced =
  "GPU 1 is cut into slices (MIG), of which a process sees one only; nvidia-smi -i 0000:00:07.0 -mig 0 makes it " +
  "whole again";

describe.each([
  ["gpu-compute", gpuCompute],
  ["gpu-bandwidth", gpuBandwidth],
  ["nccl", nccl],
] as const)("%s", (_, benchmark) => {
  test("applies to GPUs of either vendor", () => {
    expect(benchmark.applies(twoH200, standard)).toEqual({ applies: true });
    expect(benchmark.applies(twoMi350x, standard)).toEqual({ applies: true });
  });

  test("does not apply without a GPU, for the reason that is known", () => {
    expect(benchmark.applies(oneNode, standard)).toEqual({ applies: false, because: "no GPU" });
    expect(benchmark.applies(driverWithoutGpu, standard)).toEqual({
      applies: false,
      because: "the NVIDIA driver is there but sees no GPU",
    });
  });

  test("does not apply to a GPU that is cut into slices, and says the way out", () => {
    expect(benchmark.applies(slicedH200, standard)).toEqual({ applies: false, because: sliced });
  });
});

test("a sliced GPU without a known address is named by its number", () => {
  const devices = slicedH200.gpus.devices.map((gpu) => ({ ...gpu, address: null }));
  const applicability = gpuApplicability({ ...slicedH200, gpus: { ...slicedH200.gpus, devices } });
  expect(applicability).toMatchObject({ because: expect.stringContaining("nvidia-smi -i 1 -mig 0") });
});

test("one GPU is enough for itself and not for an all-reduce", () => {
  expect(gpuCompute.applies(oneH200, standard)).toEqual({ applies: true });
  expect(gpuBandwidth.applies(oneH200, standard)).toEqual({ applies: true });
  expect(nccl.applies(oneH200, standard)).toEqual({
    applies: false,
    because: "one GPU: there is nothing to reduce over",
  });
});

test("the vendor of a machine's GPUs", () => {
  expect([twoH200, twoMi350x, oneNode].map(hasGpusOf("nvidia"))).toEqual([true, false, false]);
  expect([twoH200, twoMi350x, oneNode].map(hasGpusOf("amd"))).toEqual([false, true, false]);
});

test.each([
  ["gpu-compute", gpuCompute, ["vcpu-bench-matmul-torch"]],
  ["gpu-bandwidth", gpuBandwidth, ["vcpu-bench-bandwidth-torch"]],
  ["nccl", nccl, ["nccl-tests", "vcpu-bench-all-reduce-torch"]],
] as const)("%s has tools for AMD GPUs, and all of its tools for NVIDIA's", (_, { tools }, forAmd) => {
  const supporting = (machine: typeof twoH200): string[] =>
    tools.filter((tool) => tool.supports?.(machine) !== false).map(({ id }) => id);
  expect(supporting(twoMi350x)).toEqual([...forAmd]);
  expect(supporting(twoH200)).toEqual(tools.map(({ id }) => id));
});
