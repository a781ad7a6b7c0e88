import { expect, test } from "bun:test";
import { dataCaches, lastLevelCacheBytes } from "../../src/machine/cache_sizes.ts";
import { readCaches } from "../../src/machine/caches.ts";
import { epycGuest } from "./captured.ts";
import { nps4Server } from "./constructed_server.ts";
import { treeFiles } from "./file_tree.ts";

test("dataCaches goes from the smallest level up and leaves instructions out", () => {
  expect(dataCaches({ caches: readCaches(treeFiles(epycGuest)) })).toEqual([
    { level: 1, sizeBytes: 32_768 },
    { level: 2, sizeBytes: 1_048_576 },
    { level: 3, sizeBytes: 33_554_432 },
  ]);
});

test("lastLevelCacheBytes is the sum over all instances", () => {
  expect(lastLevelCacheBytes({ caches: readCaches(treeFiles(nps4Server)) })).toBe(16 * 32 * 1024 ** 2);
});

test("lastLevelCacheBytes is unknown where no cache is", () => {
  expect(lastLevelCacheBytes({ caches: [] })).toBeNull();
});
