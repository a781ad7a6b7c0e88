import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { guest, host, measured } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

const miB = 1024 ** 2;

function withPools(
  machine: MachineFacts,
  ...pools: readonly (readonly [pageBytes: number, reserved: number, free: number])[]
): MachineFacts {
  return {
    ...machine,
    hugePages: {
      ...machine.hugePages,
      pools: pools.map(([pageBytes, reserved, free]) => ({
        pageBytes,
        reserved,
        free,
        reservedByNode: [reserved],
      })),
    },
  };
}

describe("huge-pages-unused", () => {
  test("tells a guest what it reserved for nobody", () => {
    const finding = onlyFinding(measured(withPools(guest(), [2 * miB, 4096, 4096])));
    expect(finding).toMatchObject({
      rule: "huge-pages-unused",
      severity: "cost",
      sentence:
        "8 GiB of the guest's memory are reserved as huge pages of 2 MiB, and nothing used any of them.",
    });
    expect(finding.evidence.slice(0, 2)).toEqual([
      { label: "Pages of 2 MiB reserved", value: 4096, unit: null },
      { label: "Pages of 2 MiB free", value: 4096, unit: null },
    ]);
    expect(finding.advice.join("\n")).toContain("<memoryBacking><hugepages/></memoryBacking>");
  });

  test("adds up several pools, without those that something lies on", () => {
    const pools = withPools(guest(), [2 * miB, 512, 512], [1024 * miB, 2, 2]);
    expect(told(measured(pools))).toEqual([
      "huge-pages-unused, cost: 3 GiB of the guest's memory are reserved as huge pages, and nothing used any of them.",
    ]);
    const used = withPools(guest(), [2 * miB, 512, 511], [1024 * miB, 2, 2]);
    expect(told(measured(used))).toEqual([
      "huge-pages-unused, cost: 2 GiB of the guest's memory are reserved as huge pages of 1 GiB, and nothing used " +
        "any of them.",
    ]);
    expect(told(measured(withPools(guest(), [2 * miB, 512, 100])))).toEqual([]);
  });

  test("is none of a host, which reserves them for guests that are off while it is measured", () => {
    expect(told(measured(withPools(host(), [2 * miB, 4096, 4096])))).toEqual([]);
  });
});
