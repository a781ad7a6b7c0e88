import type { Benchmark, Tool } from "../../src/benchmarks/benchmark.ts";

/** @throws Error when the benchmark has no such tool. */
export function toolOf({ id: benchmark, tools }: Benchmark, id: string): Tool {
  const tool = tools.find((candidate) => candidate.id === id);
  if (tool === undefined) throw new Error(`${benchmark} has no tool ${id}`);
  return tool;
}
