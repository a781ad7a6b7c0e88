import { expect, test } from "bun:test";
import { bases } from "./bases.ts";
import { chanceOf } from "./chance.ts";
import { howOf, mutatedFolder, mutationsByKind, seedsOfEveryMutation } from "./mutations.ts";

test("a seed always gives the same folder", () => {
  for (const seed of [1, 2, 3, 77]) expect(mutatedFolder(seed)).toEqual(mutatedFolder(seed));
});

test("some seeds are enough to use every mutation, each by a name of its own", () => {
  const used = new Set(seedsOfEveryMutation().flatMap(howOf));
  const names = Object.values(mutationsByKind).flatMap((kind) => kind.map(({ name }) => name));
  expect(names.filter((name) => !used.has(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

const all = Object.values(mutationsByKind).flat();

test.each(all.map(({ name, mutate }) => [name, mutate] as const))("'%s' changes a folder", (_, mutate) => {
  const changed = bases.some((entries, i) =>
    Array.from({ length: 30 }, (__, seed) => seed).some((seed) => {
      const folder = { gpu: "gpu", config: `config-${i}`, entries };
      return !Bun.deepEquals(mutate(folder, chanceOf(seed)), folder);
    }),
  );
  expect(changed).toBe(true);
});
