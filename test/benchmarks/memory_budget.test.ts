import { describe, expect, test } from "bun:test";
import { memoryBudgetBytes } from "../../src/benchmarks/memory_budget.ts";
import { oneNode, oneNodeWithCpus, withMemory } from "./machines.ts";

describe("the memory budget", () => {
  test("is most of what is available", () => {
    expect(memoryBudgetBytes(withMemory(oneNode, 10e9), [])).toBe(7e9);
  });

  test("is most of what the container grants, where that is less", () => {
    expect(memoryBudgetBytes(withMemory(oneNode, 10e9, 1e9), [])).toBe(0.7e9);
    expect(memoryBudgetBytes(withMemory(oneNode, 10e9, 20e9), [])).toBe(7e9);
  });

  test("fits on the smallest node that is bound to, and takes no notice of the others", () => {
    const [first = 0, second = 0] = oneNodeWithCpus.numa.nodes.map(
      ({ availableBytes }) => 0.7 * availableBytes,
    );
    const budget = (...memoryNodes: number[]): number =>
      memoryBudgetBytes(
        oneNodeWithCpus,
        memoryNodes.map((memoryNode) => ({ cpuNode: 0, memoryNode })),
      );
    expect([budget(0), budget(1), budget(0, 1)]).toEqual([first, second, second]);
    expect(budget()).toBe(0.7 * oneNodeWithCpus.memory.availableBytes);
  });
});
