import type { Command } from "../benchmarks/benchmark.ts";
import { formatCpuList, parseCpuList } from "../machine/cpu_list.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { FoundTool } from "./find_program.ts";

/**
 * Program and arguments that execute a command. Binding is numactl's. Its CPUs are those of the node that this process
 * may use, by number: by node, numactl would leave an affinity mask set by taskset. Its memory is strict, so that a
 * full node fails instead of spilling over.
 */
export function commandLine(
  command: Command,
  { path, interpreter }: Pick<FoundTool, "path" | "interpreter">,
  machine: MachineFacts,
): string[] {
  const own = [...interpreter, path, ...command.arguments];
  if (command.binding === null) return own;
  const { cpuNode, memoryNode } = command.binding;
  const allowed = new Set(parseCpuList(machine.cpu.allowed));
  const ofNode = parseCpuList(machine.numa.nodes.find(({ id }) => id === cpuNode)?.cpus ?? "");
  const cpus = formatCpuList(ofNode.filter((cpu) => allowed.has(cpu)));
  return ["numactl", `--physcpubind=${cpus}`, `--membind=${memoryNode}`, "--", ...own];
}

/** The argument vector as one line that a person can read, and paste into a shell. */
export function quoteForShell(argv: readonly string[]): string {
  return argv
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
