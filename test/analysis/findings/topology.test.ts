import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { guest, host, measured, withCpu, withValues } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

/** What a thread does with all busy, of the 1,000 events a second of one alone. */
function doing(machine: MachineFacts, perThread: number) {
  return withValues(
    withValues(measured(machine), "cpu-single.rate", 1000),
    "cpu-all.rate-per-thread",
    perThread,
  );
}

const beside = doing(host(), 600);

describe("topology tells that each vCPU is shown as a socket", () => {
  const sockets = withCpu(guest(1, 8), { sockets: 8, dies: 8, cores: 8 });

  test("with what to state instead", () => {
    const finding = onlyFinding(doing(sockets, 600), [beside]);
    expect(finding).toMatchObject({
      rule: "topology",
      severity: "cost",
      sentence:
        "Each of the 8 vCPUs is shown as a socket of its own, so the guest's scheduler knows of no cores and " +
        "caches that they share.",
      evidence: [
        { label: "Sockets / dies / cores / threads of the guest", value: "8 / 8 / 8 / 8", unit: null },
      ],
    });
    expect(finding.advice.join("\n")).toContain("<topology sockets='1' dies='1' cores='8' threads='2'/>");
  });

  test("but not of a single vCPU, nor of bare metal", () => {
    const single = withCpu(guest(1, 1), { cores: 1, online: "0", allowed: "0" });
    expect(told(measured(single))).toEqual([]);
    expect(told(measured({ ...sockets, hypervisor: "none" }))).toEqual([]);
  });
});

describe("topology tells of threads that are shown as cores", () => {
  const hidden = withCpu(guest(), { cores: 16 });

  test("by the host of the same CPUs", () => {
    const finding = onlyFinding(doing(hidden, 600), [beside]);
    expect(finding).toMatchObject({
      rule: "topology",
      severity: "cost",
      sentence:
        "The guest is shown 16 cores of one thread, while its host has two threads a core, so the guest's " +
        "scheduler takes siblings for cores.",
      evidence: [
        { label: "Sockets / dies / cores / threads of the guest", value: "1 / 1 / 16 / 16", unit: null },
        { label: "Sockets / dies / cores / threads of the host", value: "2 / 2 / 32 / 64", unit: null },
        { label: "A thread with all vCPUs busy, of one alone", value: 60, unit: "%" },
      ],
    });
  });

  test("by the CPU's name without a host, and then leaves room for whole cores", () => {
    expect(told(doing(hidden, 600))).toEqual([
      "topology, cost: The guest is shown 16 cores of one thread, while AMD EPYC 9004 has two threads a core, so " +
        "the guest's scheduler takes siblings for cores unless each vCPU has a core of its own.",
    ]);
    const { samples: _, ...rest } = measured(hidden);
    expect(told({ ...rest, samples: [] })).toHaveLength(1);
  });

  test("but not where vCPUs do more than siblings leave each other", () => {
    expect(told(doing(hidden, 660), [beside])).toEqual([]);
    expect(told(measured(hidden))).toEqual([]);
  });

  test("nor where the host has them switched off, or nobody knows of any", () => {
    expect(told(doing(hidden, 600), [doing(withCpu(host(), { cores: 64 }), 700)])).toEqual([]);
    expect(told(doing(withCpu(hidden, { model: "AMD EPYC" }), 600))).toEqual([]);
    expect(told(doing(withCpu(hidden, { model: null }), 600))).toEqual([]);
    expect(told(doing({ ...hidden, hypervisor: "none" }, 600))).toEqual([]);
  });
});

/** With an L3 for each so many CPUs. */
function withL3(machine: MachineFacts, cpus: number): MachineFacts {
  const sharedBy = Array.from(
    { length: machine.cpu.threads / cpus },
    (_, i) => `${i * cpus}-${i * cpus + cpus - 1}`,
  );
  return {
    ...machine,
    caches: machine.caches.map((cache) =>
      cache.level === 3 ? { ...cache, sizeBytes: 32 * 1024 ** 2, sharedBy } : cache,
    ),
  };
}

describe("topology tells of an L3 that is shown to more vCPUs than share it", () => {
  const real = measured(withL3(host(), 16), { config: "host" });

  test("with a die for each in its place", () => {
    const finding = onlyFinding(measured(withL3(guest(1, 32), 32)), [real]);
    expect(finding).toMatchObject({
      rule: "topology",
      severity: "cost",
      sentence:
        "The guest is shown one L3 cache for 32 vCPUs, while its host has one for 16 CPUs, so threads that share " +
        "data are put on different caches.",
    });
    expect(finding.evidence.slice(0, 2)).toEqual([
      { label: "vCPUs that share an L3, as shown", value: 32, unit: null },
      { label: "CPUs of the host that share an L3", value: 16, unit: null },
    ]);
    expect(finding.advice[0]).toContain("<topology sockets='1' dies='2' cores='8' threads='2'/>");
  });

  test("but not one that is shown as it is, or smaller, or not at all", () => {
    expect(told(measured(withL3(guest(1, 32), 16)), [real])).toEqual([]);
    expect(told(measured(withL3(guest(1, 32), 8)), [real])).toEqual([]);
    expect(told(measured({ ...guest(1, 32), caches: [] }), [real])).toEqual([]);
    expect(told(measured(withL3(guest(1, 32), 32)))).toEqual([]);
  });
});
