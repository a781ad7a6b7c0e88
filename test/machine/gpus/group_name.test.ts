import { describe, expect, test } from "bun:test";
import { groupName } from "../../../src/machine/gpus/group_name.ts";
import { checkName } from "../../../src/results/names.ts";

const nvidia = (model: string) => ({ vendor: "nvidia", model }) as const;
const amd = (model: string) => ({ vendor: "amd", model }) as const;

test("no GPU", () => {
  expect(groupName([])).toEqual({ kind: "name", name: "no-gpu" });
});

describe("one model", () => {
  test.each([
    [nvidia("NVIDIA H200"), "nvidia-h200"],
    [nvidia("NVIDIA H100 80GB HBM3"), "nvidia-h100-80gb-hbm3"],
    [nvidia("Tesla T4"), "nvidia-tesla-t4"],
    [nvidia("NVIDIA RTX™ A6000/x, (y)"), "nvidia-rtx-a6000-x-y"],
    [nvidia("®"), "nvidia"],
    [amd("AMD Instinct MI350X"), "amd-instinct-mi350x"],
    [amd("Instinct MI300X VF"), "amd-instinct-mi300x-vf"],
    [amd(`AMD ${"x ".repeat(300)}`), `amd${"-x".repeat(48)}`],
  ])("%j: %s", (gpu, name) => {
    expect(groupName([gpu, gpu])).toEqual({ kind: "name", name });
    expect(() => checkName("GPU group", name)).not.toThrow();
  });
});

test("different models are listed, each once", () => {
  const gpus = [nvidia("NVIDIA H200"), nvidia("NVIDIA H100 PCIe"), nvidia("NVIDIA H200")];
  expect(groupName(gpus)).toEqual({ kind: "mixed", models: ["NVIDIA H200", "NVIDIA H100 PCIe"] });
});
