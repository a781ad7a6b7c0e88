import { expect, test } from "bun:test";
import { failuresOf, seedsPerTree, words } from "./seeds.ts";

/** The first seeds of the ten thousand that bench/hostile/main.ts takes. */
const trees = Array.from({ length: 6 }, (_, i) => i * seedsPerTree + 1);

/** A bound against hanging, no measure of speed. */
const timeoutMilliseconds = 300_000;

test.each(trees)(
  "hostile folders from seed %d on are shown or told of, and harm nothing",
  async (first) => {
    const seeds = Array.from({ length: seedsPerTree }, (_, i) => first + i);
    expect((await failuresOf(seeds)).map(words)).toEqual([]);
  },
  timeoutMilliseconds,
);
