import { describe, expect, test } from "bun:test";
import { guest, host, measured } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

describe("clock-source", () => {
  test("tells a guest of a clock that is slow to read", () => {
    const finding = onlyFinding(measured({ ...guest(), clockSource: "hpet" }));
    expect(finding).toMatchObject({
      rule: "clock-source",
      severity: "cost",
      sentence: "The clock is hpet, so that each look at the time is a system call that leaves the guest.",
      evidence: [{ label: "Clock source", value: "hpet", unit: null }],
    });
    expect(finding.advice.join("\n")).toContain("<timer name='kvmclock' present='yes'/>");
  });

  test("tells a host as well, without libvirt", () => {
    const finding = onlyFinding(measured({ ...host(), clockSource: "acpi_pm" }));
    expect(finding.sentence).toBe("The clock is acpi_pm, so that each look at the time is a system call.");
    expect(finding.advice.join("\n")).not.toContain("<timer");
  });

  test.each(["tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter", null])(
    "is none of %s",
    (source) => {
      expect(told(measured({ ...guest(), clockSource: source }))).toEqual([]);
    },
  );
});
