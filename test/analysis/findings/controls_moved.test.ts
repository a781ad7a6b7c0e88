import { describe, expect, test } from "bun:test";
import { readOwnTree } from "../../own_tree.ts";
import { guest, measured, scaled, withGpus, withLoads } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

const base = measured(guest(1), {}, { config: "host" });
const slower = scaled(measured(guest(1)), "gpu-compute.rate", 0.9);
const { configuration: own } = await readOwnTree();

describe("controls-moved", () => {
  test("doubts the GPU figures of a configuration whose control is not the baseline's", () => {
    const cold = withLoads(slower, (load, benchmark) =>
      benchmark === "gpu-compute" ? { smClockMHz: { min: 1300, median: 1350, max: 1400 } } : load,
    );
    const finding = onlyFinding(cold, { baseline: base });
    expect(finding).toMatchObject({
      rule: "controls-moved",
      severity: "doubt",
      sentence:
        "FP32 matrix multiplication, TF32 off, GPU 0 is 10.0 % below the baseline's 51.60 TFLOP/s, which no vCPU setting " +
        "should do: do not trust the GPU figures until it agrees.",
    });
    expect(evidenceOf(finding)).toEqual([
      "FP32 matrix multiplication, TF32 off, GPU 0: 46.44 TFLOP/s",
      "FP32 matrix multiplication, TF32 off, GPU 0, baseline: 51.6 TFLOP/s",
      "SM clock under load: 1350 MHz",
      "PCIe link under load: Gen5 ×16",
      "SM clock under load, baseline: 1590 MHz",
      "PCIe link under load, baseline: Gen5 ×16",
    ]);
    expect(adviceOf(finding)).not.toContain("other cards");
  });

  test("is one finding for all controls, and tells one that got better", () => {
    const both = scaled(slower, "gpu-bandwidth.d2d", 1.25);
    const finding = onlyFinding(both, { baseline: base });
    expect(finding.sentence).toStartWith(
      "Device to device, bytes copied, counted once, GPU 0 is 25.0 % above the baseline's 1,962 GB/s, which",
    );
    expect(evidenceOf(finding)).toHaveLength(8);
  });

  test("says when the cards are others", () => {
    const machine = withGpus(guest(1), () => ({ uuid: "another" }));
    const other = scaled(measured(machine), "gpu-compute.rate", 0.9);
    expect(adviceOf(onlyFinding(other, { baseline: base }))).toStartWith(
      "These are other cards than the baseline's",
    );
  });

  test("is silent on targets, on the baseline itself and where nothing is compared", () => {
    const targets = scaled(measured(guest(1)), "gpu-bandwidth.both", 0.5);
    expect(told(targets, { baseline: base })).toEqual([]);
    expect(told(slower, { baseline: slower })).toEqual([]);
    expect(told(slower)).toEqual([]);
    // Two rounds are too few to be compared.
    const moved = scaled({ ...own, config: "again" }, "gpu-compute.rate", 0.9);
    expect(told(moved, { baseline: own })).toEqual([]);
  });
});
