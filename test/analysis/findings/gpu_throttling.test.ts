import { describe, expect, test } from "bun:test";
import { guest, measured, scaled, withLoads } from "./gpu_machines.ts";
import { adviceOf, evidenceOf, onlyFinding, told } from "./gpu_rules.ts";

function heldBack(reasons: readonly string[], gpus: readonly number[] = [0], rounds = 8) {
  return withLoads(measured(guest()), ({ gpu, throttleReasons }, benchmark, round) =>
    gpus.includes(gpu) && benchmark === "gpu-compute" && round <= rounds
      ? { throttleReasons: [...throttleReasons, ...reasons], temperatureC: { min: 60, median: 85, max: 91 } }
      : {},
  );
}

describe("gpu-throttling", () => {
  test("tells what held the clocks back, and explains slower compute", () => {
    const slower = scaled(heldBack(["hw_slowdown", "hw_thermal_slowdown"]), "gpu-compute.rate", 0.8, [0]);
    const finding = onlyFinding(slower);
    expect(finding).toMatchObject({
      rule: "gpu-throttling",
      severity: "fault",
      sentence:
        "The clocks of GPU 0 were held back by heat (hw_slowdown and hw_thermal_slowdown) in 8 of 10 trials of " +
        "gpu-compute.",
    });
    expect(evidenceOf(finding)).toEqual([
      "Reasons: hw_slowdown, hw_thermal_slowdown",
      "Trials held back: 8",
      "Highest temperature: 91 °C",
      "Lowest SM clock, GPU 0, gpu-compute: 1485 MHz",
    ]);
    expect(adviceOf(finding)).toContain("inlet temperature");
    expect(adviceOf(finding)).not.toContain("Power Supply");
  });

  test("is one finding for GPUs alike", () => {
    const finding = onlyFinding(heldBack(["hw_power_brake_slowdown"], [0, 1], 10));
    expect(finding.sentence).toBe(
      "The clocks of GPUs 0 and 1 were held back by the power brake of the machine (hw_power_brake_slowdown) each in " +
        "10 of 10 trials of gpu-compute.",
    );
    expect(adviceOf(finding)).toContain("Power Supply");
  });

  test("knows no cause where the GPU gives none", () => {
    const finding = onlyFinding(heldBack(["hw_slowdown"]));
    expect(finding.sentence).toContain("held back by the hardware (hw_slowdown) in 8 of 10");
    expect(adviceOf(finding)).toContain("no closer reason");
  });

  test("is silent on a power cap and on clocks that a person set", () => {
    expect(told(heldBack(["sw_power_cap", "applications_clocks_setting"]))).toEqual([]);
  });
});
