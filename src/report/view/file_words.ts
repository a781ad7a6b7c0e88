import type { ShownBenchmark } from "./shown_catalogue.ts";

/** What every configuration's folder may hold whatever was measured. */
const words: ReadonlyMap<string, string> = new Map([
  ["metadata.json", "what ran when, with which tools, on which machine, and what became of each trial"],
  ["samples.csv", "every number of every round"],
  ["summary.csv", "each figure's median and interval"],
  ["numa_topology.txt", "numactl --hardware"],
  ["cpu_topology.txt", "lscpu"],
  ["hugepages.txt", "/proc/meminfo"],
  ["gpu_topology.txt", "how the GPUs are connected, as the vendor's tool prints it"],
  ["gpu_details.txt", "all that the vendor's tool says of the GPUs"],
  ["gpu_load.txt", "what was seen of the GPUs while they worked"],
]);

/**
 * What a file of a configuration's folder is; null for one that this program does not write. What tools printed is in
 * files that begin with their benchmark's id.
 */
export function fileWords(
  name: string,
  catalogue: readonly Pick<ShownBenchmark, "id" | "title">[],
): string | null {
  const known = words.get(name);
  if (known !== undefined) return known;
  if (!name.endsWith(".txt")) return null;
  const stem = name.slice(0, -".txt".length);
  const owner = catalogue
    .filter(({ id }) => `${stem}_`.startsWith(`${id.replaceAll("-", "_")}_`))
    .reduce<Pick<ShownBenchmark, "id" | "title"> | null>(
      (best, one) => (best === null || one.id.length > best.id.length ? one : best),
      null,
    );
  return owner === null ? null : `printed by the programs that measured: ${owner.title}`;
}
