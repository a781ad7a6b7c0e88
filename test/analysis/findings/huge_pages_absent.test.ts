import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { guest, host, measured, withValues } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

type Mode = MachineFacts["hugePages"]["transparent"];

function withMode(machine: MachineFacts, transparent: Mode): MachineFacts {
  return { ...machine, hugePages: { ...machine.hugePages, transparent } };
}

/** As measured where huge pages are not to be had. */
function onNormalPages(machine: MachineFacts) {
  const { samples, ...rest } = withValues(measured(machine), "mem-latency.load", 186, {
    size: 512 * 1024 ** 2,
  });
  return { ...rest, samples: samples.filter(({ at }) => at["pages"] !== "thp") };
}

const sentence =
  "Transparent huge pages are off and none are reserved, so all memory lies on normal pages, where a load from 512 " +
  "MiB takes 186.0 ns.";

describe("huge-pages-absent", () => {
  test("tells a guest that nothing can have them, and that the host's are another matter", () => {
    const finding = onlyFinding(onNormalPages(withMode(guest(), "never")));
    expect(finding).toMatchObject({ rule: "huge-pages-absent", severity: "cost", sentence });
    expect(finding.evidence).toEqual([
      { label: "Transparent huge pages", value: "never", unit: null },
      { label: "Reserved huge pages", value: 0, unit: null },
      { label: "Dependent load, 512 MiB, normal pages", value: 186, unit: "ns" },
    ]);
    expect(finding.advice.join("\n")).toContain("<memoryBacking><hugepages>");
  });

  test("tells a host as well, without libvirt", () => {
    const finding = onlyFinding(onNormalPages(withMode(host(), "never")));
    expect(finding.sentence).toBe(sentence);
    expect(finding.advice).toHaveLength(1);
  });

  test("needs no latency to be known", () => {
    expect(told({ ...measured(withMode(guest(), "never")), samples: [] })).toEqual([
      "huge-pages-absent, cost: Transparent huge pages are off and none are reserved, so all memory lies on normal " +
        "pages.",
    ]);
  });

  test.each(["always", "madvise", null] as const)(
    "is none with mode %s, however slow normal pages are",
    (mode) => {
      expect(
        told(withValues(measured(withMode(guest(), mode)), "mem-latency.load", 900, { pages: "base" })),
      ).toEqual([]);
    },
  );

  test("is none where pages are reserved for programs that ask", () => {
    const off = withMode(host(), "never");
    const pools = [{ pageBytes: 2 ** 21, reserved: 64, free: 64, reservedByNode: [64] }];
    expect(told(onNormalPages({ ...off, hugePages: { ...off.hugePages, pools } }))).toEqual([]);
  });
});
