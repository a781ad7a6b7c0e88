import { describe, expect, test } from "bun:test";
import { defaultGroup, describeGpus, hasProblemToTell } from "../../src/commands/gpus_here.ts";
import { noGpus } from "../../src/machine/facts.ts";
import { readGpus } from "../../src/machine/gpus/read_gpus.ts";
import { UsageError } from "../../src/usage_error.ts";
import { twoH200Guest } from "../machine/captured.ts";
import { treeFiles } from "../machine/file_tree.ts";
import { answering, fixture, twoH200Tools } from "../machine/gpus/tools.ts";

const twoH200 = readGpus(treeFiles(twoH200Guest), answering(twoH200Tools), {});
const different = readGpus(
  treeFiles(twoH200Guest),
  answering({
    ...twoH200Tools,
    "nvidia-smi --query-gpu": fixture("nvidia-smi/facts.csv").replace("NVIDIA H200", "NVIDIA H100 PCIe"),
  }),
  {},
);
const withoutTool = readGpus(treeFiles(twoH200Guest), answering({}), {});

describe("the group where none is named", () => {
  test("is the model's", () => {
    expect(defaultGroup(twoH200)).toBe("nvidia-h200");
    expect(defaultGroup(noGpus)).toBe("no-gpu");
    expect(defaultGroup(withoutTool)).toBe("no-gpu");
  });

  test("is asked for where the models differ", () => {
    expect(() => defaultGroup(different)).toThrow(UsageError);
    expect(() => defaultGroup(different)).toThrow(/NVIDIA H100 PCIe, NVIDIA H200.*--gpu/);
  });
});

describe("the GPUs in words", () => {
  test.each([
    [twoH200, ["2 × NVIDIA H200 (driver 580.159.04, CUDA 13.0)"]],
    [different, ["1 × NVIDIA H100 PCIe, 1 × NVIDIA H200 (driver 580.159.04, CUDA 13.0)"]],
    [noGpus, ["none"]],
    [withoutTool, ["none (driver 580.159.04)", withoutTool.problem ?? ""]],
  ])("%#", (gpus, lines) => {
    expect(describeGpus(gpus)).toEqual(lines);
  });
});

describe("a problem", () => {
  const kept = { ...noGpus, onBus: 0, problem: "the host keeps the GPU for its guests" };

  test("is told", () => {
    expect(hasProblemToTell(withoutTool, undefined)).toBe(true);
    expect(hasProblemToTell(withoutTool, "nvidia-h200")).toBe(true);
    expect(hasProblemToTell(kept, undefined)).toBe(true);
  });

  test("is not told to a person who has done what it asks for, nor where there is none", () => {
    expect(hasProblemToTell(kept, "nvidia-h200")).toBe(false);
    expect(hasProblemToTell(noGpus, undefined)).toBe(false);
  });
});
