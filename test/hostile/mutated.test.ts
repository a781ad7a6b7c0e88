import { expect, test } from "bun:test";
import { seedsOfEveryMutation } from "./mutations.ts";
import { failuresOf, seedsPerTree, words } from "./seeds.ts";

/** Few of the ten thousand that bench/hostile/main.ts takes, and yet every mutation. */
const seeds = seedsOfEveryMutation();
const trees = Array.from({ length: Math.ceil(seeds.length / seedsPerTree) }, (_, i) =>
  seeds.slice(i * seedsPerTree, (i + 1) * seedsPerTree),
);

/** A bound against hanging, no measure of speed. */
const timeoutMilliseconds = 300_000;

test.each(trees.map((tree) => [tree[0], tree] as const))(
  "hostile folders from seed %d on are shown or told of, and harm nothing",
  async (_, tree) => {
    expect((await failuresOf(tree)).map(words)).toEqual([]);
  },
  timeoutMilliseconds,
);
