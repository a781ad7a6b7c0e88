import { stripVTControlCharacters } from "node:util";
import type { Connection } from "./found_gpus.ts";

/**
 * Reads the matrix of `nvidia-smi topo -m`, each two GPUs once. Columns of network cards and CPUs follow those of the
 * GPUs, rows of network cards those of the GPUs; a matrix that is cut short gives what it has.
 */
export function readNvidiaTopology(stdout: string): Connection[] {
  const lines = stripVTControlCharacters(stdout)
    .split("\n")
    .map((line) => line.split("\t").map((cell) => cell.trim()));
  const header = lines.findIndex(([first, second]) => first === "" && gpuNumber(second) !== null);
  const columns = lines[header]?.slice(1).map(gpuNumber) ?? [];
  return lines.slice(header + 1).flatMap(([name, ...cells]) => {
    const from = gpuNumber(name);
    if (from === null) return [];
    return columns.flatMap((to, place) => {
      const link = cells[place] ?? "";
      return to !== null && from < to && /^[A-Z]+\d*$/.test(link) ? [{ from, to, link }] : [];
    });
  });
}

function gpuNumber(cell: string | undefined): number | null {
  const [, number] = /^GPU(\d+)$/.exec(cell ?? "") ?? [];
  return number === undefined ? null : Number(number);
}
