import { describe, expect, test } from "bun:test";
import { guest, host, measured, withNoise, withValues } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

function spread(percent: number | ((before: number, round: number) => number), machine = guest()) {
  return withValues(measured(machine), "cpu-all.events-spread", percent);
}

describe("thread-fairness", () => {
  test("tells how far threads with equal work lie apart", () => {
    const finding = onlyFinding(spread(12.4));
    expect(finding).toMatchObject({
      rule: "thread-fairness",
      severity: "cost",
      sentence:
        "Threads with equal work got on unevenly: the standard deviation of their events is 12.4 % of the mean.",
      evidence: [
        { label: "Standard deviation of events between threads", value: 12.4, unit: "%" },
        { label: "Its interval from", value: 12.4, unit: "%" },
        { label: "Threads", value: 16, unit: null },
      ],
    });
    expect(finding.advice.join("\n")).toContain("<vcpupin vcpu='0' cpuset='…'/>");
  });

  test("is not of this much or less, nor of what noise may be", () => {
    expect(told(spread(5))).toEqual([]);
    expect(told(spread((_, round) => 2 * round))).toEqual([]);
  });

  test("advises a host without libvirt", () => {
    expect(onlyFinding(spread(12.4, host())).advice.join("\n")).not.toContain("vcpupin");
  });

  test("leaves it to what explains it: other programs, or a quota", () => {
    const other = withNoise(spread(12.4), (benchmark) => ({
      otherCpuSeconds: benchmark === "cpu-all" ? 8 : 0,
    }));
    expect(told(other)).toEqual([
      "noisy-trials, doubt: Other programs disturbed 10 of 10 trials of cpu-all, and took 5.0 % of the CPUs' time " +
        "meanwhile.",
    ]);
    const machine = guest();
    const held = { ...machine, container: { ...machine.container, cpuQuota: 8 } };
    expect(told(spread(12.4, held))).toEqual([
      "cpu-quota, cost: A quota grants the time of 8 CPUs to what runs on 16.",
    ]);
  });
});
