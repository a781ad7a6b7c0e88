import { expect, test } from "bun:test";
import { amdPresets } from "../../src/benchmarks/amd_presets.ts";
import { oneNode, twoH200, twoMi350x } from "./machines.ts";

const both = ["HSA_NO_SCRATCH_RECLAIM", "NCCL_P2P_DISABLE"] as const;
const why =
  "set for AMD GPUs, whose virtual functions hang or fail otherwise; what is set in the environment goes first";

test("AMD GPUs have the presets, and a sentence that says so", () => {
  expect(amdPresets(twoMi350x, both)).toEqual({
    environment: { HSA_NO_SCRATCH_RECLAIM: "1", NCCL_P2P_DISABLE: "1" },
    notice: `HSA_NO_SCRATCH_RECLAIM=1 and NCCL_P2P_DISABLE=1 are ${why}`,
  });
  expect(amdPresets(twoMi350x, ["HSA_NO_SCRATCH_RECLAIM"])).toEqual({
    environment: { HSA_NO_SCRATCH_RECLAIM: "1" },
    notice: `HSA_NO_SCRATCH_RECLAIM=1 is ${why}`,
  });
});

test("what a person has set is left to them, and not claimed", () => {
  const p2pOn = { ...twoMi350x, environment: { NCCL_P2P_DISABLE: "0" } };
  expect(amdPresets(p2pOn, both)).toEqual({
    environment: { HSA_NO_SCRATCH_RECLAIM: "1" },
    notice: `HSA_NO_SCRATCH_RECLAIM=1 is ${why}`,
  });
  const all = { ...twoMi350x, environment: { NCCL_P2P_DISABLE: "0", HSA_NO_SCRATCH_RECLAIM: "" } };
  expect(amdPresets(all, both)).toEqual({ environment: {} });
});

test("other machines have none", () => {
  expect(amdPresets(twoH200, both)).toEqual({ environment: {} });
  expect(amdPresets(oneNode, both)).toEqual({ environment: {} });
});
