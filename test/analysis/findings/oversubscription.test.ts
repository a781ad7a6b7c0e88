import { describe, expect, test } from "bun:test";
import { guest, host, measured, withCpu, withNoise, withValues } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

/** What a thread does with all busy, of the 1,000 events a second of one alone. */
function doing(perThread: number | ((before: number, round: number) => number), machine = guest()) {
  return withValues(
    withValues(measured(machine), "cpu-single.rate", 1000),
    "cpu-all.rate-per-thread",
    perThread,
  );
}

describe("oversubscription", () => {
  test("tells of vCPUs that do less than SMT and lower clocks explain", () => {
    const finding = onlyFinding(doing(273));
    expect(finding).toMatchObject({
      rule: "oversubscription",
      severity: "fault",
      sentence:
        "With all 16 vCPUs busy, each does 27.3 % of what one does alone, less than SMT and lower clocks explain: " +
        "they wait for host CPUs.",
    });
    expect(finding.evidence).toEqual([
      { label: "One thread alone", value: 1000, unit: "events/s" },
      { label: "Per thread with all busy", value: 273, unit: "events/s" },
      { label: "Share that is left", value: 27.3, unit: "%" },
      { label: "vCPUs", value: 16, unit: null },
    ]);
    expect(finding.advice.join("\n")).toContain("<vcpupin vcpu='0' cpuset='…'/>");
  });

  test("but not of what they explain, or of what noise may be", () => {
    expect(told(doing(400))).toEqual([]);
    expect(told(doing((_, round) => 250 + 25 * round))).toEqual([]);
  });

  test("holds a guest against its host, where that was measured with all CPUs busy", () => {
    expect(told(doing(500), [doing(700, host())])).toEqual([
      "oversubscription, fault: With all 16 vCPUs busy, each does 50.0 % of what one does alone, where the host " +
        "keeps 70.0 %: they wait for host CPUs.",
    ]);
    expect(told(doing(570), [doing(700, host())])).toEqual([]);
    expect(told(doing(350), [doing(420, host())])).toEqual([]);
    expect(told(doing(500), [doing(700, withCpu(host(), { allowed: "0-31" }))])).toEqual([]);
  });

  test("has nothing to say of bare metal, or of one vCPU", () => {
    expect(told(doing(273, host()))).toEqual([]);
    expect(told(doing(273, withCpu(guest(), { allowed: "3" })))).toEqual([]);
  });

  test("leaves it to what explains it: other programs, or a quota", () => {
    const other = withNoise(doing(273), (benchmark) => ({
      otherCpuSeconds: benchmark === "cpu-all" ? 80 : 0,
    }));
    expect(told(other)).toEqual([
      "noisy-trials, doubt: Other programs disturbed 10 of 10 trials of cpu-all, and took 50.0 % of the CPUs' time " +
        "meanwhile.",
    ]);
    const machine = guest();
    const held = { ...machine, container: { ...machine.container, cpuQuota: 4 } };
    expect(told(doing(250, held))).toEqual([
      "cpu-quota, cost: A quota grants the time of 4 CPUs to what runs on 16.",
    ]);
  });
});
