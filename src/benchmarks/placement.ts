import { parseCpuList } from "../machine/cpu_list.ts";
import type { MachineFacts } from "../machine/facts.ts";
import { OutputError, type Binding } from "./benchmark.ts";

/**
 * A number of a bound command is only what its name says if the binding was really in force.
 * @throws OutputError saying what was not.
 */
export function assertPlacement(
  attested: {
    readonly cpus: string;
    readonly pagesByNode: ReadonlyMap<number, number> | null;
  } | null,
  binding: Binding,
  machine: MachineFacts,
): void {
  if (attested === null || attested.pagesByNode === null)
    throw new OutputError("the placement of its pages could not be verified, so the binding is not proven");
  const nodeCpus = machine.numa.nodes.find((node) => node.id === binding.cpuNode)?.cpus ?? "";
  const expected = new Set(parseCpuList(nodeCpus));
  if (!parseCpuList(attested.cpus).every((cpu) => expected.has(cpu)))
    throw new OutputError(
      `threads were asked onto node ${binding.cpuNode} (CPUs ${nodeCpus}) but could run on CPUs ${attested.cpus}`,
    );
  const strayed = Array.from(attested.pagesByNode).filter(
    ([node, pages]) => node !== binding.memoryNode && pages > 0,
  );
  if (strayed.length > 0)
    throw new OutputError(
      `memory was asked onto node ${binding.memoryNode} but ` +
        strayed.map(([node, pages]) => `${pages} pages lay on node ${node}`).join(", "),
    );
}
