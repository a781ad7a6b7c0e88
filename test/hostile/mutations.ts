import { type Chance, chanceOf } from "./chance.ts";
import type { Folder } from "./folder.ts";
import { byteMutations } from "./mutations/bytes.ts";
import { entryMutations } from "./mutations/entries.ts";
import { metadataMutations } from "./mutations/metadata.ts";
import type { Mutation } from "./mutations/mutation.ts";
import { olderMutations } from "./mutations/older.ts";
import { samplesMutations } from "./mutations/samples.ts";
import { suspectMutations } from "./mutations/suspects.ts";
import { bases } from "./bases.ts";

/** Every way in which a folder may be hostile, by what is hostile in it. */
export const mutationsByKind: Readonly<Record<string, readonly Mutation[]>> = {
  bytes: byteMutations,
  entries: entryMutations,
  metadata: metadataMutations,
  suspects: suspectMutations,
  samples: samplesMutations,
  older: olderMutations,
};

/** A folder that was made hostile, and how. */
export interface Mutated {
  readonly seed: number;
  /** The names of its mutations, in their order. */
  readonly how: readonly string[];
  readonly folder: Folder;
}

const mostMutations = 3;

/** What there is to damage in a folder. */
function kindsFor({ entries }: Folder): (readonly Mutation[])[] {
  const none = entries.has("samples.csv") ? ["older"] : ["samples", "suspects"];
  return Object.entries(mutationsByKind).flatMap(([kind, all]) => (none.includes(kind) ? [] : [all]));
}

/** What a seed chooses before anything is done. */
function planned(seed: number): { chance: Chance; start: Folder; mutations: readonly Mutation[] } {
  const chance = chanceOf(seed);
  const start: Folder = { gpu: "hostile-gpu", config: `seed-${seed}`, entries: chance.among(bases) };
  const kinds = kindsFor(start);
  const mutations = Array.from({ length: 1 + chance.below(mostMutations) }, () =>
    chance.among(chance.among(kinds)),
  );
  return { chance, start, mutations };
}

/** The names of a seed's mutations, in their order. */
export function howOf(seed: number): string[] {
  return planned(seed).mutations.map(({ name }) => name);
}

/** The folder of a seed: a real one with one to three mutations. */
export function mutatedFolder(seed: number): Mutated {
  const { chance, start, mutations } = planned(seed);
  return {
    seed,
    how: mutations.map(({ name }) => name),
    folder: mutations.reduce((folder, { mutate }) => mutate(folder, chance), start),
  };
}

/** Those of the first seeds by which every mutation is used that are the first to use one. */
export function seedsOfEveryMutation(): number[] {
  const unused = new Set(
    Object.values(mutationsByKind)
      .flat()
      .map(({ name }) => name),
  );
  const seeds: number[] = [];
  for (let seed = 1; unused.size > 0; seed += 1) {
    const fresh = howOf(seed).filter((name) => unused.delete(name));
    if (fresh.length > 0) seeds.push(seed);
  }
  return seeds;
}
