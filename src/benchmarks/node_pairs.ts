import { parseCpuList } from "../machine/cpu_list.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { Binding } from "./benchmark.ts";

/**
 * Every CPU node × memory node of a machine with several nodes: threads on the one, memory on the other. Empty with
 * one node, where there is nothing to tell apart. Nodes whose CPUs this process may not use have no row; nodes
 * without memory, or whose memory it may not use, have no column.
 */
export function nodePairs(machine: MachineFacts): Binding[] {
  const { nodes } = machine.numa;
  if (nodes.length < 2) return [];
  const allowed = new Set(parseCpuList(machine.cpu.allowed));
  const cpuNodes = nodes.filter((node) => parseCpuList(node.cpus).some((cpu) => allowed.has(cpu)));
  const bindable = new Set(parseCpuList(machine.numa.allowed));
  const memoryNodes = nodes.filter((node) => node.memoryBytes > 0 && bindable.has(node.id));
  return cpuNodes.flatMap((cpu) => memoryNodes.map((memory) => ({ cpuNode: cpu.id, memoryNode: memory.id })));
}
