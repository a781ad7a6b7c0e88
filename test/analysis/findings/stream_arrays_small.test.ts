import { describe, expect, test } from "bun:test";
import { madeUpMachine } from "../../report/made_up_machine.ts";
import { measured } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

const miB = 1024 ** 2;

function withCache(lastLevelBytes: number) {
  return measured(madeUpMachine({ threads: 16, nodes: 1, hypervisor: "kvm", lastLevelBytes }));
}

describe("stream-arrays-small", () => {
  test("tells arrays of less than four times the caches", () => {
    const finding = onlyFinding(withCache(300 * miB));
    expect(finding).toMatchObject({
      rule: "stream-arrays-small",
      severity: "doubt",
      sentence:
        "Each STREAM array has 610 MiB, less than four times the last-level cache of 300 MiB, so part of the rate " +
        "may be the cache's.",
      evidence: [
        { label: "Array", value: "610 MiB", unit: null },
        { label: "Last-level caches together", value: "300 MiB", unit: null },
        { label: "Array of four times that", value: "1.17 GiB", unit: null },
      ],
    });
    expect(finding.advice[1]).toContain("kernels/build/stream -n 158000000");
  });

  test("but not of just four times, without a cache that is shown, or of a smoke run", () => {
    expect(told(withCache(160e6))).toEqual([]);
    expect(told(withCache(160e6 + 1))).toHaveLength(1);
    const { machine, ...rest } = withCache(300 * miB);
    if (machine === null) throw new RangeError("made up without a machine");
    expect(told({ ...rest, machine: { ...machine, caches: [] } })).toEqual([]);
    expect(told({ ...rest, machine, profile: "smoke" })).toEqual([]);
  });
});
