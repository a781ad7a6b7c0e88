import { expect, test } from "bun:test";
import { readEnvironment } from "../../src/machine/environment.ts";

test("what the tools' libraries read is kept, sorted by name", () => {
  const environment = {
    OMP_NUM_THREADS: "8",
    NCCL_P2P_DISABLE: "1",
    NCCL_ALGO: "",
    TORCH_NCCL_BLOCKING_WAIT: "1",
    CUDA_VISIBLE_DEVICES: "0,1",
    HSA_NO_SCRATCH_RECLAIM: "1",
    HIP_VISIBLE_DEVICES: "0",
    ROCR_VISIBLE_DEVICES: "0",
    GOMP_CPU_AFFINITY: "0-3",
    GPU_MAX_HW_QUEUES: "2",
    NVIDIA_VISIBLE_DEVICES: "all",
    NVIDIA_TF32_OVERRIDE: "0",
    PYTORCH_CUDA_ALLOC_CONF: "expandable_segments:True",
  };
  const kept = readEnvironment(environment);
  expect(kept).toEqual(environment);
  expect(Object.keys(kept)).toEqual(Object.keys(environment).toSorted());
});

test.each([
  "PATH",
  "HOME",
  "NCCL",
  "MY_NCCL_DEBUG",
  "nccl_debug",
  "NVIDIA_API_KEY",
  "NVIDIA_REQUIRE_CUDA",
  "CUDA_REGISTRY_TOKEN",
  "HIP_PASSWORD",
  "AWS_SECRET_ACCESS_KEY",
])("%s is not", (name) => {
  expect(readEnvironment({ [name]: "x" })).toEqual({});
});

test("a variable that is not set is left out, a long one is cut", () => {
  const kept = readEnvironment({ OMP_PLACES: "{0},".repeat(1000), NCCL_DEBUG: undefined });
  expect(kept["OMP_PLACES"]).toHaveLength(201);
  expect(kept["OMP_PLACES"]).toEndWith("…");
  expect(kept).not.toHaveProperty("NCCL_DEBUG");
});
