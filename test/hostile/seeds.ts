import { temporaryFolder } from "../temporary_folder.ts";
import { faultsOfTree } from "./checks.ts";
import { howOf } from "./mutations.ts";
import { writeSeededTree } from "./trees.ts";

/** Hostile folders that one report is made of: to make one of each would take far longer. */
export const seedsPerTree = 50;

export async function faultsOfSeeds(seeds: readonly number[]): Promise<string[]> {
  await using folder = await temporaryFolder();
  // Awaited here: the folder goes with this block.
  return await faultsOfTree(await writeSeededTree(folder.path, seeds));
}

/** A fault with the seeds that alone, or only together, show it. */
export interface Failure {
  readonly seeds: readonly number[];
  readonly how: readonly string[];
  readonly faults: readonly string[];
}

function failureOf(seeds: readonly number[], faults: readonly string[]): Failure {
  return { seeds, how: seeds.length === 1 ? seeds.flatMap(howOf) : [], faults };
}

/** What is wrong with the reports of some hostile folders, by the folders that it comes from; none when all is well. */
export async function failuresOf(seeds: readonly number[]): Promise<Failure[]> {
  const together = await faultsOfSeeds(seeds);
  if (together.length === 0) return [];
  if (seeds.length === 1) return [failureOf(seeds, together)];
  const alone: Failure[] = [];
  for (const seed of seeds) {
    const faults = await faultsOfSeeds([seed]);
    if (faults.length > 0) alone.push(failureOf([seed], faults));
  }
  return alone.length > 0 ? alone : [failureOf(seeds, together)];
}

export function words({ seeds, how, faults }: Failure): string {
  const some = Array.from(new Set(faults)).slice(0, 5).join("; ");
  return `seed ${seeds.join(", ")}${how.length === 0 ? "" : ` (${how.join(", ")})`}: ${some}`.replaceAll(
    "\n",
    " ",
  );
}
