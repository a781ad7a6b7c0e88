import { describe, expect, test } from "bun:test";
import type { Gpu, MachineFacts } from "../../src/machine/facts.ts";
import { againstOf } from "../../src/report/model/against.ts";
import { differencesOf, runDifferences } from "../../src/report/model/differences.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import type { Run } from "../../src/results/metadata.ts";
import { emptyRun } from "../results/example.ts";
import { bareConfiguration } from "./fake_catalogue.ts";
import { madeUpGpus, madeUpMachine } from "./made_up_machine.ts";

const guest = madeUpMachine({ threads: 8, nodes: 2, hypervisor: "kvm", gpus: madeUpGpus(2) });

function on(machine: MachineFacts | null, config = "a", runs: readonly Run[] = []): Configuration {
  return bareConfiguration({ config, machine, runs, samples: [] });
}

function withMachine(change: Partial<MachineFacts>): MachineFacts {
  return { ...guest, ...change };
}

/** `sockets: 2 → 1`, a line each. */
function told(base: MachineFacts, own: MachineFacts): string[] | undefined {
  return differencesOf(on(base, "base"), on(own))?.all.map(
    ({ label, baseline, own: value }) => `${label}: ${baseline} → ${value}`,
  );
}

function withGpus(change: (gpu: Gpu) => Partial<Gpu>): MachineFacts {
  const { gpus } = guest;
  return withMachine({
    gpus: { ...gpus, devices: gpus.devices.map((gpu) => ({ ...gpu, ...change(gpu) })) },
  });
}

describe("two machines", () => {
  test("that are alike differ in nothing, in another boot and with other memory free as well", () => {
    const { memory, hugePages } = guest;
    const later = withMachine({
      bootId: "another",
      memory: { totalBytes: memory.totalBytes + 4096, availableBytes: 1 },
      hugePages: { ...hugePages, pools: [] },
    });
    expect(told(guest, guest)).toEqual([]);
    expect(told(guest, later)).toEqual([]);
  });

  test("differ first in what people set up, and what follows from it is not told", () => {
    const flat = madeUpMachine({
      threads: 8,
      nodes: 1,
      hypervisor: "kvm",
      gpus: madeUpGpus(2),
      reservedPages: 512,
    });
    expect(told(guest, flat)).toEqual([
      "sockets: 2 → 1",
      "nodes: 2 → 1",
      "huge pages of 2 MiB: 0 → 512",
      "memory: 192 GiB → 96 GiB",
    ]);
    expect(told(flat, guest)?.slice(0, 3)).toEqual([
      "sockets: 1 → 2",
      "nodes: 1 → 2",
      "huge pages of 2 MiB: 512 → 0",
    ]);
  });

  test.each<[string, Partial<MachineFacts>]>([
    ["threads a core: 2 → 1", { cpu: { ...guest.cpu, cores: 8 } }],
    ["CPUs allowed: all → 0-3 of 0-7", { cpu: { ...guest.cpu, allowed: "0-3" } }],
    ["CPU model: AMD EPYC 9554 64-Core Processor → qemu64", { cpu: { ...guest.cpu, model: "qemu64" } }],
    ["governor: not shown → performance", { cpu: { ...guest.cpu, governor: "performance" } }],
    ["transparent huge pages: madvise → never", { hugePages: { ...guest.hugePages, transparent: "never" } }],
    [
      "L3 cache: 32 MiB → 16 MiB",
      {
        caches: guest.caches.map((cache) =>
          cache.level === 3 ? { ...cache, sizeBytes: 16 * 1024 ** 2 } : cache,
        ),
      },
    ],
    [
      "CPUs sharing an L3 cache: 8 → 4",
      {
        caches: guest.caches.map((cache) =>
          cache.level === 3 ? { ...cache, sharedBy: ["0-3", "4-7"] } : cache,
        ),
      },
    ],
    [
      "distances of the nodes: 10 21 / 21 10 → 10 32 / 32 10",
      {
        numa: {
          ...guest.numa,
          nodes: guest.numa.nodes.map((node) => ({
            ...node,
            distances: node.distances.map((distance) => (distance === 21 ? 32 : distance)),
          })),
        },
      },
    ],
    ["hypervisor: kvm → none", { hypervisor: "none" }],
    ["kernel: 6.8.0-49-generic → 6.12.1", { kernel: { ...guest.kernel, release: "6.12.1" } }],
    ["clock source: kvm-clock → tsc", { clockSource: "tsc" }],
    ["CPU time limit: none → 1.50 CPUs", { container: { ...guest.container, cpuQuota: 1.5 } }],
    ["memory limit: none → 4 GiB", { container: { ...guest.container, memoryLimitBytes: 4 * 1024 ** 3 } }],
    ["container: docker → none", { container: { ...guest.container, engine: null } }],
    ["NCCL_P2P_DISABLE: not set → 1", { environment: { NCCL_P2P_DISABLE: "1" } }],
    ["GPU driver: 580.159.04 → 570.1", { gpus: { ...guest.gpus, driver: "570.1" } }],
    ["GPU interconnect: NV18 between all → none", { gpus: { ...guest.gpus, interconnect: [] } }],
  ])("tell %s", (line, change) => {
    expect(told(guest, withMachine(change))).toContain(line);
  });

  test.each<[string, (gpu: Gpu) => Partial<Gpu>]>([
    ["NUMA node of GPUs: −1 → 0 (GPU 0), 1 (GPU 1)", ({ index }) => ({ numaNode: index })],
    ["ECC: on → off", () => ({ ecc: false })],
    ["MIG: off → off (GPU 0), on (GPU 1)", ({ index }) => ({ mig: index === 1 })],
    ["power limit: 700 W → 500 W", () => ({ powerLimitWatts: 500 })],
    [
      "PCIe link at most: Gen5 ×16 → Gen5 ×8",
      ({ links }) => ({ links: links.map((link) => ({ ...link, maxWidth: 8 })) }),
    ],
    ["bridges above GPUs: 1 → 0", ({ links }) => ({ links: links.slice(0, 1) })],
  ])("tell of their GPUs %s", (line, change) => {
    expect(told(guest, withGpus(change))).toEqual([line]);
  });

  test("of which one has no GPU differ in no property of GPUs", () => {
    const bare = madeUpMachine({ threads: 8, nodes: 2, hypervisor: "kvm" });
    expect(told(guest, bare)).toEqual(["GPUs: 2 → 0"]);
  });

  test("a link that is slow at rest is no difference", () => {
    expect(told(guest, withMachine({ gpus: madeUpGpus(2, [0, 1]) }))).toEqual([]);
  });

  test("of the kernel's command line only what moves a benchmark is told, and in whatever order it stands", () => {
    const booted = (commandLine: string): MachineFacts =>
      withMachine({ kernel: { ...guest.kernel, commandLine } });
    expect(
      told(
        booted("BOOT_IMAGE=/a root=UUID=1 mitigations=off quiet isolcpus=1-3"),
        booted("root=UUID=2 isolcpus=1-3 mitigations=off splash"),
      ),
    ).toEqual([]);
    expect(told(booted("root=UUID=1"), booted("root=UUID=2 mitigations=off"))).toEqual([
      "kernel parameters: none that matter → mitigations=off",
    ]);
  });

  test("a list of CPUs that is none is no reason to fail", () => {
    const odd = withMachine({ caches: guest.caches.map((cache) => ({ ...cache, sharedBy: ["<b>"] })) });
    expect(told(odd, odd)).toEqual([]);
  });
});

describe("settings and tools", () => {
  const changed: Run = {
    ...emptyRun,
    settings: {
      ...emptyRun.settings,
      rounds: 30,
      profile: "thorough",
      ncclMaxBytes: 65_536,
      tests: ["stream"],
    },
    suite: { version: "1.3.0", image: null },
    tools: emptyRun.tools.map((tool) => ({ ...tool, version: "2" })),
  };

  test("are told behind the machine, of the latest runs", () => {
    const base = on(guest, "base", [changed, emptyRun]);
    const own = on(withMachine({ hypervisor: "none" }), "a", [emptyRun, changed]);
    expect(differencesOf(base, own)?.all).toEqual([
      { label: "hypervisor", baseline: "kvm", own: "none" },
      { label: "profile", baseline: "standard", own: "thorough" },
      { label: "rounds", baseline: "2", own: "30" },
      { label: "tests", baseline: "cpu-single stream", own: "stream" },
      { label: "largest all-reduce", baseline: "1 GiB", own: "64 KiB" },
      { label: "tool of cpu-single", baseline: "sysbench (1)", own: "sysbench (2)" },
      { label: "tool of stream", baseline: "ours", own: "ours (2)" },
      { label: "vcpu-bench", baseline: "1.2.3", own: "1.3.0" },
    ]);
  });

  test("of runs of one configuration are compared with those before", () => {
    const machine = { ...emptyRun.machine, kernel: { ...emptyRun.machine.kernel, release: "new" } };
    expect(runDifferences(emptyRun, { ...emptyRun, machine }).map(({ label, own }) => [label, own])).toEqual([
      ["kernel", "new"],
    ]);
    expect(runDifferences(emptyRun, { ...emptyRun, id: 2, startedAt: "later" })).toEqual([]);
  });
});

describe("in the closed state", () => {
  test("the most telling stand with the number of the rest", () => {
    const host = madeUpMachine({
      threads: 16,
      nodes: 4,
      hypervisor: "none",
      reservedPages: 8,
      gpus: madeUpGpus(2),
    });
    expect(againstOf(on(host, "host"), on(guest)).inShort).toMatch(
      /^unlike host: sockets 4 → 2 · nodes 4 → 2 · threads 16 → 8 · huge pages of 2 MiB 8 → 0 · \d more$/,
    );
  });

  test("what nobody sets up is only counted", () => {
    const newer = withMachine({ kernel: { ...guest.kernel, release: "new" } });
    expect(againstOf(on(guest, "host"), on(newer)).inShort).toBe("unlike host: 1 of the lesser facts");
  });

  test("nothing is said to be nothing, and what is not known is not called the same", () => {
    expect(againstOf(on(guest, "host"), on(guest)).inShort).toBe("unlike host in nothing that was recorded");
    expect(againstOf(on(null, "host"), on(guest))).toEqual({
      baseline: "host",
      differences: null,
      because: "the machine of host is not recorded",
      inShort: "the machine of host is not recorded",
    });
    // Its line says so of itself already.
    expect(againstOf(on(guest, "host"), on(null))).toMatchObject({ differences: null, inShort: "" });
  });
});
