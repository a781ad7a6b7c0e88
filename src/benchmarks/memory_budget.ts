import type { MachineFacts } from "../machine/facts.ts";

/**
 * Bytes that a benchmark may touch: most of what is free, and of what the container grants. The rest stays free so
 * that the benchmark does not push the system into reclaiming while it measures.
 */
export function memoryBudgetBytes(machine: MachineFacts): number {
  const granted = machine.container.memoryLimitBytes ?? Infinity;
  return 0.7 * Math.min(machine.memory.availableBytes, granted);
}
