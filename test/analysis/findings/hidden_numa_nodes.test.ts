import { describe, expect, test } from "bun:test";
import type { MachineFacts } from "../../../src/machine/facts.ts";
import { guest, host, measured, withCpu, withValues } from "./cpu_machines.ts";
import { onlyFinding, told } from "./cpu_rules.ts";

const beside = measured(host(), { config: "host" });
const giB = 1024 ** 3;

function withMemory(machine: MachineFacts, bytes: number): MachineFacts {
  return { ...machine, memory: { totalBytes: bytes, availableBytes: bytes } };
}

describe("hidden-numa-nodes tells a guest of one node", () => {
  test("whose vCPUs are more than a node of its host has", () => {
    const finding = onlyFinding(measured(guest(1, 48)), [beside]);
    expect(finding).toMatchObject({
      rule: "hidden-numa-nodes",
      severity: "cost",
      sentence:
        "The guest sees one NUMA node of its host's 2, although it spans several: its 48 vCPUs are more than the " +
        "32 CPUs of a node.",
    });
    expect(finding.advice.join("\n")).toContain("<memnode cellid='0' mode='strict' nodeset='0'/>");
    expect(finding.evidence).toContainEqual({ label: "NUMA nodes of the host", value: 2, unit: null });
  });

  test("whose memory is more", () => {
    expect(told(measured(withMemory(guest(), 100 * giB)), [beside])).toEqual([
      "hidden-numa-nodes, cost: The guest sees one NUMA node of its host's 2, although it spans several: its 100 " +
        "GiB are more than the 96 GiB of a node.",
    ]);
  });

  test("but not one that fits into one, nor a host", () => {
    expect(told(measured(withMemory(guest(1, 32), 96 * giB)), [beside])).toEqual([]);
    expect(told(beside, [measured(guest(1, 48))])).toEqual([]);
  });

  test("only from a host with the same CPUs and several nodes", () => {
    const large = measured(guest(1, 48));
    expect(told(large)).toEqual([]);
    expect(told(large, [measured(withCpu(host(), { model: "AMD EPYC 9654 96-Core Processor" }))])).toEqual(
      [],
    );
    const single = { ...host(), numa: guest(1, 64).numa };
    expect(told(large, [measured(single)])).toEqual([]);
  });
});

/** A guest on two nodes with the same latency and rate on both. */
function flat(latency = 180, rate = 100_000) {
  const far = { cpuNode: 0, memoryNode: 1 };
  let of = withValues(measured(guest(2)), "mem-latency.numa", 180);
  of = withValues(of, "stream-numa.rate", 100_000);
  of = withValues(of, "stream-numa.penalty", 0);
  of = withValues(of, "mem-latency.numa", latency, far);
  return withValues(of, "stream-numa.rate", rate, far);
}

describe("hidden-numa-nodes tells nodes that are not the host's", () => {
  test("when memory that is said to be far is as near", () => {
    const finding = onlyFinding(flat(183.6, 99_000));
    expect(finding).toMatchObject({
      rule: "hidden-numa-nodes",
      severity: "fault",
      sentence:
        "The guest's NUMA nodes are not the host's: memory at distance 21 answers in 183.6 ns, a node's own in " +
        "180.0 ns.",
    });
    expect(finding.evidence).toEqual([
      { label: "Distance that the guest is told", value: 21, unit: null },
      { label: "Latency, node 0 on memory of node 0", value: 180, unit: "ns" },
      { label: "Latency, node 0 on memory of node 1", value: 183.6, unit: "ns" },
      { label: "Latency, node 1 on memory of node 1", value: 180, unit: "ns" },
      { label: "Latency, node 1 on memory of node 0", value: 180, unit: "ns" },
      { label: "Triad, node 0 on memory of node 0", value: 100_000, unit: "MB/s" },
      { label: "Triad, node 0 on memory of node 1", value: 99_000, unit: "MB/s" },
      { label: "Triad, node 1 on memory of node 1", value: 100_000, unit: "MB/s" },
      { label: "Triad, node 1 on memory of node 0", value: 100_000, unit: "MB/s" },
    ]);
    expect(finding.advice.join("\n")).toContain("numastat -p");
  });

  test("but not when either is farther, or too uncertain to be called alike", () => {
    expect(told(flat(192))).toEqual([]);
    expect(told(flat(180, 90_000))).toEqual([]);
    const far = { cpuNode: 0, memoryNode: 1 };
    expect(told(withValues(flat(), "mem-latency.numa", (_, round) => 150 + 6 * round, far))).toEqual([]);
  });

  test("nor of nodes said to be near, of bandwidth alone, or on bare metal", () => {
    const { machine, ...rest } = flat();
    if (machine === null) throw new RangeError("made up without a machine");
    const nodes = machine.numa.nodes.map((node) => ({
      ...node,
      distances: node.distances.map((distance) => Math.min(distance, 12)),
    }));
    expect(told({ ...rest, machine: { ...machine, numa: { ...machine.numa, nodes } } })).toEqual([]);
    const ofRates = rest.samples.filter(({ metric }) => metric !== "mem-latency.numa");
    expect(told({ ...rest, machine, samples: ofRates })).toEqual([]);
    expect(told({ ...rest, machine: { ...machine, hypervisor: "none" } })).toEqual([]);
  });
});
