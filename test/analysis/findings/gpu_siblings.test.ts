import { describe, expect, test } from "bun:test";
import type { Configuration } from "../../../src/results/configuration.ts";
import { guest, host, measured, scaled, withGpus, withLoads } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

const compute = "gpu-compute.rate";
const h2d = "gpu-bandwidth.h2d";

/** As GPUs that meet no power cap. */
function uncapped(of: Configuration): Configuration {
  return withLoads(of, () => ({ throttleReasons: [] }));
}

const eight = uncapped(measured(guest(8)));

describe("gpu-siblings", () => {
  test("tells the one of eight that computes slower", () => {
    const finding = onlyFinding(scaled(eight, compute, 0.95, [3]));
    expect(finding).toMatchObject({
      rule: "gpu-siblings",
      severity: "fault",
      sentence:
        "GPU 3 is slower than its siblings in matrix multiplication: 49.02 TFLOP/s, 5.0 % below the 51.60 TFLOP/s in the " +
        "middle of the other 7.",
    });
    expect(evidenceOf(finding)).toEqual([
      "matrix multiplication, GPU 3: 49.02 TFLOP/s",
      "matrix multiplication, middle of GPUs 0, 1, 2, 4, 5, 6, 7: 51.6 TFLOP/s",
    ]);
    expect(adviceOf(finding)).toContain("<hostdev>");
    expect(adviceOf(finding)).not.toContain("<numatune>");
  });

  test("says of two which is the slower", () => {
    const finding = onlyFinding(scaled(measured(guest()), h2d, 0.88, [1]));
    expect(finding.sentence).toBe(
      "GPU 1 is the slower of two in host to device copies: 48.49 GB/s, 12.0 % below the 55.10 GB/s of GPU 0.",
    );
    expect(adviceOf(finding)).toContain("<numatune>");
  });

  test("speaks alone of copies that are slow in one of several, however slow", () => {
    expect(told(scaled(measured(guest()), h2d, 0.4, [1])).map((text) => text.split(",")[0])).toEqual([
      "gpu-siblings",
    ]);
  });

  test("is one finding a GPU, its worst figure in the sentence", () => {
    const slow = scaled(scaled(eight, h2d, 0.9, [3]), "gpu-bandwidth.d2d", 0.7, [3, 5]);
    expect(told(slow).map((text) => text.split(":")[1])).toEqual([
      " GPU 3 is slower than its siblings in copies within its memory",
      " GPU 5 is slower than its siblings in copies within its memory",
    ]);
  });

  test("tells the link that differs where no maximum is known", () => {
    const machine = withGpus(guest(4), () => ({ links: [] }));
    const narrow = withLoads(scaled(measured(machine), h2d, 0.5, [2]), ({ gpu }) =>
      gpu === 2 ? { pcieWidth: 8 } : {},
    );
    expect(told(narrow)).toEqual([
      "gpu-siblings, fault: GPU 2 is slower than its siblings in host to device copies: 27.55 GB/s, 50.0 % below the 55.10 " +
        "GB/s in the middle of the other 3, over a PCIe link at Gen5 ×8 instead of Gen5 ×16.",
    ]);
  });

  test("takes half of the GPUs being slower in copies for placement, and not in compute", () => {
    expect(told(scaled(eight, h2d, 0.87, [4, 5, 6, 7]))).toEqual([]);
    expect(told(scaled(eight, compute, 0.9, [4, 5, 6, 7]))).toHaveLength(4);
  });

  test("holds copies of GPUs on one node against each other alone", () => {
    const far = scaled(scaled(measured(host()), h2d, 0.88, [1]), "gpu-bandwidth.h2d-numa", 0.88, [1]);
    expect(told(far)).toEqual([]);
  });

  test("goes by the best node's memory where that was measured", () => {
    const machine = withGpus({ ...host(), hypervisor: "kvm" }, () => ({ numaNode: 0 }));
    expect(told(scaled(measured(machine), h2d, 0.88, [1]))).toEqual([]);
    const slow = scaled(measured(machine), "gpu-bandwidth.h2d-numa", 0.88, [1]);
    expect(told(slow).map((text) => text.split(",")[0])).toEqual(["gpu-siblings"]);
  });

  test("lets clocks under a power cap differ, and those that nobody saw", () => {
    const capped = scaled(measured(guest(8)), compute, 0.93, [3]);
    expect(told(capped)).toEqual([]);
    expect(told({ ...scaled(eight, compute, 0.93, [3]), gpuLoad: [] })).toEqual([]);
    expect(told(scaled(measured(guest(8)), compute, 0.85, [3]))).toHaveLength(1);
  });

  test("is silent within the margin, on noise, few rounds, and GPUs of different models", () => {
    expect(told(scaled(eight, h2d, 0.96, [3]))).toEqual([]);
    expect(told(scaled(eight, compute, 0.975, [3]))).toEqual([]);
    expect(told(scaled(eight, h2d, (round) => (round % 3 === 0 ? 1 : 0.9), [3]))).toEqual([]);
    expect(told(scaled(uncapped(measured(guest(8), {}, { rounds: 3 })), compute, 0.9, [3]))).toEqual([]);
    const mixed = withGpus(guest(), ({ index }) => ({ model: `model ${index}` }));
    expect(told(scaled(measured(mixed), compute, 0.5, [1]))).toEqual([]);
  });
});
