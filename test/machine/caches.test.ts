import { expect, test } from "bun:test";
import { readCaches } from "../../src/machine/caches.ts";
import { epycGuest } from "./captured.ts";
import { armServer, nps4Server, twoSocketServer } from "./constructed_server.ts";
import { treeFiles } from "./file_tree.ts";

test("each cache of a guest with the CPUs that share it (captured)", () => {
  const kib = 1024;
  expect(readCaches(treeFiles(epycGuest))).toEqual([
    { level: 1, kind: "data", sizeBytes: 32 * kib, lineBytes: 64, sharedBy: ["0", "1"] },
    { level: 1, kind: "instruction", sizeBytes: 32 * kib, lineBytes: 64, sharedBy: ["0", "1"] },
    { level: 2, kind: "unified", sizeBytes: 1024 * kib, lineBytes: 64, sharedBy: ["0", "1"] },
    { level: 3, kind: "unified", sizeBytes: 32_768 * kib, lineBytes: 64, sharedBy: ["0-1"] },
  ]);
});

test("threads of a core share one instance (constructed)", () => {
  const [l1, , , l3] = readCaches(treeFiles(twoSocketServer));
  expect(l1?.sharedBy).toEqual(["0,8", "1,9", "2,10", "3,11", "4,12", "5,13", "6,14", "7,15"]);
  expect(l3?.sharedBy).toEqual(["0-3,8-11", "4-7,12-15"]);
});

test("each complex of a node has its own L3 (constructed)", () => {
  const l3 = readCaches(treeFiles(nps4Server)).find(({ level }) => level === 3);
  expect(l3?.sharedBy).toHaveLength(16);
  expect(l3?.sharedBy.slice(0, 2)).toEqual(["0-3", "4-7"]);
});

test("a cache without a size is left out, as kernels without firmware tables show them (constructed)", () => {
  expect(readCaches(treeFiles(armServer))).toEqual([]);
});

test("a size of zero is unknown", () => {
  const tree = { ...epycGuest, "/sys/devices/system/cpu/cpu0/cache/index3/size": "0K\n" };
  const l3 = readCaches(treeFiles(tree)).filter(({ level }) => level === 3);
  expect(l3.map(({ sizeBytes }) => sizeBytes)).toEqual([32_768 * 1024]);
});

test("an unknown line size is null", () => {
  const file = "/sys/devices/system/cpu/cpu0/cache/index0/coherency_line_size";
  const cache = readCaches(treeFiles({ ...epycGuest, [file]: "\n" })).find(
    ({ lineBytes }) => lineBytes === null,
  );
  expect(cache).toEqual({
    level: 1,
    kind: "data",
    sizeBytes: 32_768,
    lineBytes: null,
    sharedBy: ["0"],
  });
});
