import { describe, expect, test } from "bun:test";
import { guest, measured } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

function granted(cpuQuota: number | null) {
  const machine = guest();
  return measured({ ...machine, container: { ...machine.container, cpuQuota } });
}

describe("cpu-quota", () => {
  test("tells a quota below the CPUs that are shown", () => {
    const finding = onlyFinding(granted(1.5));
    expect(finding).toMatchObject({
      rule: "cpu-quota",
      severity: "cost",
      sentence: "A quota grants the time of 1.5 CPUs to what runs on 16.",
    });
    expect(finding.evidence.slice(0, 2)).toEqual([
      { label: "Quota", value: 1.5, unit: "CPUs" },
      { label: "CPUs allowed", value: 16, unit: null },
    ]);
    expect(told(granted(1))).toEqual([
      "cpu-quota, cost: A quota grants the time of 1 CPU to what runs on 16.",
    ]);
  });

  test("is none with all that they have, or without a quota", () => {
    expect(told(granted(16))).toEqual([]);
    expect(told(granted(null))).toEqual([]);
  });
});
