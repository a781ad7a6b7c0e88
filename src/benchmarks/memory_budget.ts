import type { MachineFacts } from "../machine/facts.ts";
import type { Binding } from "./benchmark.ts";

/**
 * Bytes that a benchmark may touch: most of what is free, and of what the container grants. The rest stays free so
 * that the benchmark does not push the system into reclaiming while it measures.
 * @param bindings to each of which it must fit: strictly bound memory that a node has not is a killed process
 */
export function memoryBudgetBytes(machine: MachineFacts, bindings: readonly Binding[]): number {
  const granted = machine.container.memoryLimitBytes ?? Infinity;
  const onNodes = machine.numa.nodes
    .filter(({ id }) => bindings.some(({ memoryNode }) => memoryNode === id))
    .map(({ availableBytes }) => availableBytes);
  return 0.7 * Math.min(machine.memory.availableBytes, granted, ...onNodes);
}
