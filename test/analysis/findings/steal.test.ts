import { describe, expect, test } from "bun:test";
import { findingsOf } from "../../../src/analysis/findings/index.ts";
import { caseOf } from "./case_of.ts";
import { guest, measured, withNoise } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

/** Of the 160 seconds that the CPUs have in each trial. */
function stealing(seconds: (benchmark: string, round: number) => number | null) {
  return withNoise(measured(guest()), (benchmark, round) => ({ stealSeconds: seconds(benchmark, round) }));
}

describe("steal", () => {
  test("tells what share of the CPUs' time went to others", () => {
    const finding = onlyFinding(stealing(() => 8));
    expect(finding).toMatchObject({
      rule: "steal",
      severity: "fault",
      sentence: "The hypervisor gave others 5.0 % of the vCPUs' time.",
    });
    expect(finding.evidence).toEqual([
      { label: "Stolen of the CPUs' time, all trials", value: 5, unit: "%" },
      { label: "Stolen, cpu-single", value: 5, unit: "%" },
      { label: "Stolen, cpu-all", value: 5, unit: "%" },
      { label: "Stolen, stream", value: 5, unit: "%" },
      { label: "Stolen, mem-latency", value: 5, unit: "%" },
    ]);
    expect(finding.advice.join("\n")).toContain("virsh domstats NAME --vcpu");
  });

  test("says where it concentrates", () => {
    expect(told(stealing((benchmark) => (benchmark === "cpu-all" ? 16 : 0)))).toEqual([
      "steal, fault: The hypervisor gave others 2.5 % of the vCPUs' time, 10.0 % while cpu-all ran.",
    ]);
    expect(told(stealing((benchmark) => (benchmark === "cpu-all" ? 4.8 : 0)))).toEqual([
      "steal, fault: While cpu-all ran, the hypervisor gave others 3.0 % of the vCPUs' time.",
    ]);
  });

  test("is none up to the limit of a noisy trial, of a wild trial among many, or unknown", () => {
    expect(told(stealing(() => 1.599))).toEqual([]);
    expect(told(stealing((benchmark, round) => (benchmark === "stream" && round === 3 ? 15 : 0)))).toEqual(
      [],
    );
    expect(told(stealing(() => null))).toEqual([]);
    expect(told({ ...stealing(() => 8), profile: "smoke" })).toEqual([]);
  });

  test("counts only trials of which it is known", () => {
    expect(told(stealing((_, round) => (round === 1 ? 8 : null)))).toEqual([
      "steal, fault: The hypervisor gave others 5.0 % of the vCPUs' time.",
    ]);
  });

  test("says in a word what damaged results let grow beyond counting", () => {
    const evidence = findingsOf(caseOf(stealing(() => 1e308))).flatMap((finding) => finding.evidence);
    for (const { value } of evidence)
      expect(typeof value === "string" || Number.isFinite(value) ? "" : value).toBe("");
    expect(evidence).toContainEqual({
      label: "Stolen of the CPUs' time, all trials",
      value: "not finite",
      unit: "%",
    });
  });
});
