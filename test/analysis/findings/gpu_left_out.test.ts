import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { guest, measured } from "./gpu_machines.ts";
import { told } from "./gpu_rules.ts";

const problem = "GPU 2 of nvidia-smi answers '[GPU is lost]' and is left out: reset it or reboot";

function having(gpus: Partial<MachineFacts["gpus"]>): string[] {
  const machine = guest();
  return told(measured({ ...machine, gpus: { ...machine.gpus, ...gpus } }));
}

describe("gpu-left-out", () => {
  test("tells of a GPU that cannot be used beside others that can", () => {
    expect(having({ problem, onBus: 3 })).toEqual([
      `gpu-left-out, fault: Only 2 of 3 GPUs could be measured: ${problem}.`,
    ]);
    expect(having({ problem })).toEqual([`gpu-left-out, fault: A GPU may be missing: ${problem}.`]);
  });

  test("leaves a machine without any GPU to use to what the benchmarks say", () => {
    expect(having({ problem, onBus: 1, devices: [], interconnect: [] })).toEqual([]);
  });

  test("is silent on GPUs that a person hides", () => {
    expect(having({ onBus: 8 })).toEqual([]);
  });
});
