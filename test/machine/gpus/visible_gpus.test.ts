import { describe, expect, test } from "bun:test";
import type { FoundGpu } from "../../../src/machine/gpus/found_gpus.ts";
import { visibleToCuda, visibleToHip } from "../../../src/machine/gpus/visible_gpus.ts";

function gpu(
  number: number,
  uuid: string,
  slices: readonly string[] = [],
  mig = slices.length > 0,
): FoundGpu {
  return {
    number,
    slices,
    facts: {
      vendor: "nvidia",
      model: "NVIDIA H200",
      uuid,
      address: `0000:00:0${number}.0`,
      numaNode: null,
      memoryBytes: null,
      ecc: null,
      mig,
      powerLimitWatts: null,
      links: [],
    },
  };
}

const three = [gpu(0, "GPU-b38c76b7"), gpu(1, "GPU-b38d0000"), gpu(2, "GPU-d2b3cad4")];

function numbers({ gpus }: { readonly gpus: readonly FoundGpu[] }): number[] {
  return gpus.map(({ number }) => number);
}

describe("CUDA_VISIBLE_DEVICES", () => {
  // What CUDA 13.0 did with two H200 is the origin of all but the names of GPUs and the longer lists.
  test.each([
    [undefined, [0, 1, 2]],
    ["", []],
    [" ", []],
    ["-1", []],
    ["0", [0]],
    ["2,0", [2, 0]],
    ["0, 1", [0, 1]],
    ["1x", [1]],
    ["0,-1,1", [0]],
    ["0,7,1", [0]],
    ["0,,1", [0]],
    ["7", []],
    ["0,0", []],
    ["0,1,0", []],
    ["NoDevFiles", []],
    ["GPU-b38c76b7,GPU-d2b3cad4", [0, 2]],
    ["GPU-d", [2]],
    ["GPU-d2b3cad4,GPU-b38", [2]],
    ["GPU-", []],
    ["gpu-d2b3cad4", []],
    ["GPU-zzz,0", []],
    ["MIG-1", []],
  ])("%j", (value, visible) => {
    expect(numbers(visibleToCuda(three, { CUDA_VISIBLE_DEVICES: value }))).toEqual(visible);
  });

  test("is named when it hides all, and only then", () => {
    expect(visibleToCuda(three, { CUDA_VISIBLE_DEVICES: "" }).hiddenBy).toBe("CUDA_VISIBLE_DEVICES");
    expect(visibleToCuda(three, { CUDA_VISIBLE_DEVICES: "0" }).hiddenBy).toBeNull();
    expect(visibleToCuda([], { CUDA_VISIBLE_DEVICES: "" }).hiddenBy).toBeNull();
    expect(visibleToCuda(three, {}).hiddenBy).toBeNull();
  });

  test("says nothing to a machine that AMD's variables are set on", () => {
    const environment = { HIP_VISIBLE_DEVICES: "", ROCR_VISIBLE_DEVICES: "" };
    expect(numbers(visibleToCuda(three, environment))).toEqual([0, 1, 2]);
  });
});

describe("slices (MIG)", () => {
  const sliced = [gpu(0, "GPU-a"), gpu(1, "GPU-b", ["MIG-b1", "MIG-b2"]), gpu(2, "GPU-c", ["MIG-c1"])];

  test.each([
    ["the first slice is all that is seen", undefined, [1]],
    ["a GPU that has none can be chosen", "0", [0]],
    ["one is chosen by its GPU's number", "2", [2]],
    ["one is chosen by its name", "MIG-c1", [2]],
    ["two of one GPU are no repetition", "MIG-b1,MIG-b2", [1]],
    ["a name that no slice has", "MIG-d", []],
  ])("%s", (_, value, visible) => {
    expect(numbers(visibleToCuda(sliced, { CUDA_VISIBLE_DEVICES: value }))).toEqual(visible);
  });

  test("with MIG on and no slice there is nothing to see", () => {
    const empty = [gpu(0, "GPU-a", [], true), gpu(1, "GPU-b")];
    expect(numbers(visibleToCuda(empty, {}))).toEqual([1]);
    expect(visibleToCuda([gpu(0, "GPU-a", [], true)], {})).toEqual({ gpus: [], hiddenBy: null });
  });
});

describe("AMD's variables", () => {
  test.each([
    [{}, [0, 1, 2], null],
    [{ ROCR_VISIBLE_DEVICES: "2,1" }, [2, 1], null],
    [{ ROCR_VISIBLE_DEVICES: "2,1", HIP_VISIBLE_DEVICES: "1" }, [1], null],
    [{ ROCR_VISIBLE_DEVICES: "GPU-d2b3", HIP_VISIBLE_DEVICES: "0" }, [2], null],
    [{ HIP_VISIBLE_DEVICES: "0,2", CUDA_VISIBLE_DEVICES: "1" }, [0, 2], null],
    [{ CUDA_VISIBLE_DEVICES: "1" }, [1], null],
    [{ HIP_VISIBLE_DEVICES: "" }, [0, 1, 2], null],
    [{ HIP_VISIBLE_DEVICES: "", CUDA_VISIBLE_DEVICES: "2" }, [2], null],
    [{ ROCR_VISIBLE_DEVICES: "" }, [], "ROCR_VISIBLE_DEVICES"],
    [{ HIP_VISIBLE_DEVICES: "-1" }, [], "HIP_VISIBLE_DEVICES"],
    [{ CUDA_VISIBLE_DEVICES: "-1" }, [], "CUDA_VISIBLE_DEVICES"],
    [{ ROCR_VISIBLE_DEVICES: "0", HIP_VISIBLE_DEVICES: "1" }, [], "HIP_VISIBLE_DEVICES"],
  ])("%j", (environment, visible, hiddenBy) => {
    const seen = visibleToHip(three, environment);
    expect({ numbers: numbers(seen), hiddenBy: seen.hiddenBy }).toEqual({ numbers: visible, hiddenBy });
  });
});
