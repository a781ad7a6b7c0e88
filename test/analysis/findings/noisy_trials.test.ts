import { describe, expect, test } from "bun:test";
import { guest, measured, withNoise } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

/** Of the 160 seconds that the CPUs have in each trial. */
function beside(seconds: (benchmark: string, round: number) => number | null) {
  return withNoise(measured(guest()), (benchmark, round) => ({ otherCpuSeconds: seconds(benchmark, round) }));
}

describe("noisy-trials", () => {
  test("tells the benchmarks most of whose trials other programs disturbed", () => {
    const of = beside((benchmark, round) => {
      if (benchmark === "stream") return 40;
      return benchmark === "mem-latency" && round <= 6 ? 8 : 0;
    });
    const finding = onlyFinding(of);
    expect(finding).toMatchObject({
      rule: "noisy-trials",
      severity: "doubt",
      sentence:
        "Other programs disturbed 16 of 20 trials of stream and mem-latency, and took 14.0 % of the CPUs' time " +
        "meanwhile.",
      evidence: [
        { label: "Disturbed trials of stream", value: "10 of 10", unit: null },
        { label: "Other load, stream", value: 25, unit: "%" },
        { label: "Disturbed trials of mem-latency", value: "6 of 10", unit: null },
        { label: "Other load, mem-latency", value: 3, unit: "%" },
      ],
    });
  });

  test("is none with half of them, with little in all, or where nothing is known", () => {
    expect(told(beside((_, round) => (round <= 5 ? 40 : 0)))).toEqual([]);
    expect(told(beside((_, round) => (round <= 6 ? 3.4 : 0)))).toEqual([]);
    expect(told(beside(() => null))).toEqual([]);
    expect(told({ ...beside(() => 40), profile: "smoke" })).toEqual([]);
  });
});
