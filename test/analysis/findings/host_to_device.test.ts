import { describe, expect, test } from "bun:test";
import { guest, host, measured, scaled, withLoads } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

const h2d = "gpu-bandwidth.h2d";

describe("host-to-device", () => {
  test("tells copies that are slower than their link", () => {
    const finding = onlyFinding(scaled(measured(guest(1)), h2d, 0.5));
    expect(finding).toMatchObject({
      rule: "host-to-device",
      severity: "cost",
      sentence:
        "Host to device copies of GPU 0 reach 27.55 GB/s, 43.7 % of the 63.02 GB/s that its PCIe link (Gen5 ×16) carries.",
    });
    expect(evidenceOf(finding)).toEqual([
      "PCIe link under load: Gen5 ×16",
      "What the link carries: 63.0154 GB/s",
      "Host to device, GPU 0: 27.55 GB/s",
    ]);
    expect(adviceOf(finding)).toContain("<numatune>");
    expect(adviceOf(finding)).toContain("<memoryBacking><hugepages/>");
  });

  test("is one finding for all GPUs and both directions, the slowest in the sentence", () => {
    const slow = scaled(scaled(measured(guest()), h2d, 0.5), "gpu-bandwidth.d2h", 0.48);
    const finding = onlyFinding(slow);
    expect(finding.sentence).toBe(
      "Device to host copies of GPU 0 reach 26.11 GB/s, 41.4 % of the 63.02 GB/s that its PCIe link (Gen5 ×16) carries, " +
        "the least of GPUs 0 and 1.",
    );
    expect(evidenceOf(finding)).toHaveLength(6);
  });

  test("has other advice on bare metal", () => {
    const advice = adviceOf(onlyFinding(scaled(measured(host(1)), h2d, 0.5)));
    expect(advice).toContain("numactl --cpunodebind");
    expect(advice).not.toContain("<numatune>");
  });

  test.each([
    ["Gen3 ×16, of which 12 GB/s are usual", 3, 16, 12 / 55.1],
    ["Gen4 ×16, of which 24 GB/s are usual", 4, 16, 24 / 55.1],
    ["Gen5 ×8, of which half is usual", 5, 8, 0.5],
    ["Gen5 ×16 at the slowest of the reference machines", 5, 16, 53 / 55.1],
  ])("clears %s", (_, pcieGeneration, pcieWidth, factor) => {
    const machine = guest(1);
    const [gpu] = machine.gpus.devices;
    if (gpu === undefined) throw new RangeError("no GPU");
    const devices = [{ ...gpu, links: [] }];
    const of = measured({ ...machine, gpus: { ...machine.gpus, devices } });
    const slower = scaled(scaled(of, h2d, factor), "gpu-bandwidth.d2h", factor);
    const seen = withLoads(slower, () => ({ pcieGeneration, pcieWidth }));
    expect(told(seen)).toEqual([]);
    expect(told(scaled(seen, h2d, 0.85))).toHaveLength(1);
  });

  test("leaves a degraded link to its own rule", () => {
    const slow = scaled(measured(guest(1)), h2d, 0.07);
    expect(told(withLoads(slow, () => ({ pcieGeneration: 1 }))).map((text) => text.split(",")[0])).toEqual([
      "pcie-link",
    ]);
  });

  test("accuses nobody for noise, few rounds or a link that nobody saw", () => {
    const half = scaled(measured(guest(1)), h2d, 0.5);
    expect(told(scaled(measured(guest(1)), h2d, (round) => (round % 2 === 0 ? 0.5 : 0.95)))).toEqual([]);
    expect(told(scaled(measured(guest(1), {}, { rounds: 3 }), h2d, 0.5))).toEqual([]);
    expect(told({ ...half, profile: "smoke" })).toEqual([]);
    expect(told(withLoads(half, () => ({ busySamples: 0 })))).toEqual([]);
    expect(told(withLoads(half, () => ({ pcieGeneration: null })))).toEqual([]);
  });
});
