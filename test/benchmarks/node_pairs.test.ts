import { describe, expect, test } from "bun:test";
import { nodePairs } from "../../src/benchmarks/node_pairs.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { eightNodes, oneNode, oneNodeWithCpus, twoNodes } from "./machines.ts";

/** `CPU node-memory node` of each pair. */
function pairsOf(machine: MachineFacts): string[] {
  return nodePairs(machine).map(({ cpuNode, memoryNode }) => `${cpuNode}-${memoryNode}`);
}

describe("node pairs", () => {
  test("are none on one node", () => {
    expect(pairsOf(oneNode)).toEqual([]);
  });

  test("are all of CPU node and memory node", () => {
    expect(pairsOf(twoNodes)).toEqual(["0-0", "0-1", "1-0", "1-1"]);
    expect(new Set(pairsOf(eightNodes)).size).toBe(64);
  });

  test("leave out threads on nodes without CPUs, and memory on nodes without memory", () => {
    const { numa } = oneNodeWithCpus;
    expect(numa.nodes.map(({ id, memoryBytes }) => [id, memoryBytes > 0])).toEqual([
      [0, true],
      [1, true],
      [8, false],
    ]);
    expect(pairsOf({ ...oneNodeWithCpus, numa: { ...numa, allowed: "0-1,8" } })).toEqual(["0-0", "0-1"]);
  });

  test("leave out nodes whose CPUs or memory this process may not use", () => {
    const narrowed = { ...twoNodes, cpu: { ...twoNodes.cpu, allowed: "0,8" } };
    expect(pairsOf(narrowed)).toEqual(["0-0", "0-1"]);
    expect(pairsOf({ ...twoNodes, numa: { ...twoNodes.numa, allowed: "1" } })).toEqual(["0-1", "1-1"]);
  });
});
