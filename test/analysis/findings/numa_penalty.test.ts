import { describe, expect, test } from "bun:test";
import { guest, host, measured, withValues } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

/** A guest on two nodes whose penalty is as given in each round. */
function losing(percent: number | ((before: number, round: number) => number), machine = guest(2)) {
  return withValues(measured(machine), "stream-numa.penalty", percent);
}

describe("numa-penalty", () => {
  test("tells a guest on two nodes what the other one costs", () => {
    const { rule, severity, sentence, evidence, advice } = onlyFinding(losing(41.2));
    expect({ rule, severity, sentence }).toEqual({
      rule: "numa-penalty",
      severity: "cost",
      sentence:
        "Memory on the other NUMA node costs 41.2 % of Triad's bandwidth, and programs that are not bound to a " +
        "node pay it.",
    });
    expect(evidence[0]).toEqual({ label: "NUMA penalty, Triad", value: 41.2, unit: "%" });
    expect(advice.join("\n")).toContain("<numatune><memory mode='strict' nodeset='N'/></numatune>");
    expect(advice.join("\n")).toContain("numactl --cpunodebind=0 --membind=0");
  });

  test("is not of this much or less, nor of what noise may be", () => {
    expect(told(losing(20))).toEqual([]);
    expect(told(losing((_, round) => 14 + 2 * round))).toEqual([]);
  });

  test("is the machine and no choice on bare metal, and unknown where nobody knows", () => {
    expect(told(losing(41.2, host()))).toEqual([]);
    expect(told(losing(41.2, { ...guest(2), hypervisor: null }))).toEqual([]);
  });

  test("knows from a host run whether the guest could do without", () => {
    const beside = measured(host(), { config: "host" });
    const small = onlyFinding(
      losing(30, { ...guest(2), memory: { totalBytes: 2 ** 36, availableBytes: 2 ** 36 } }),
      [beside],
    );
    expect(small.advice[0]).toStartWith("The guest fits into one node of its host (32 CPUs, 96 GiB)");
    const large = onlyFinding(losing(30, guest(2, 64)), [beside]);
    expect(large.advice).toHaveLength(1);
    expect(large.advice[0]).toStartWith("The guest is larger than a node of its host (32 CPUs, 96 GiB)");
  });

  test("does not accuse from a smoke run or few rounds", () => {
    expect(told({ ...losing(41.2), profile: "smoke" })).toEqual([]);
    const { samples, ...rest } = losing(41.2);
    expect(told({ ...rest, samples: samples.filter(({ round }) => round < 4) })).toEqual([]);
  });
});
