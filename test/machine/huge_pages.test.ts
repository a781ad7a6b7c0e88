import { expect, test } from "bun:test";
import { readHugePages } from "../../src/machine/huge_pages.ts";
import { epycGuest, twoNodeGuest } from "./captured.ts";
import { treeFiles, without } from "./file_tree.ts";

test("pools by node, small pages first (captured)", () => {
  expect(readHugePages(treeFiles(twoNodeGuest), [0, 1]).pools).toEqual([
    { pageBytes: 2 * 1024 ** 2, reserved: 16, free: 16, reservedByNode: [0, 16] },
    { pageBytes: 1024 ** 3, reserved: 0, free: 0, reservedByNode: [0, 0] },
  ]);
});

test("the mode of transparent huge pages is the one in brackets (captured)", () => {
  expect(readHugePages(treeFiles(epycGuest), [0]).transparent).toBe("madvise");
});

test("a kernel without transparent huge pages has no mode", () => {
  expect(readHugePages(treeFiles(without(epycGuest, "/sys/kernel")), [0]).transparent).toBeNull();
});

test("where /sys/kernel is hidden, meminfo tells of the default pool, but not by node", () => {
  const files = treeFiles(without(twoNodeGuest, "/sys/kernel"));
  expect(readHugePages(files, [0, 1]).pools).toEqual([
    { pageBytes: 2 * 1024 ** 2, reserved: 16, free: 16, reservedByNode: [] },
  ]);
});

test("without NUMA all reserved pages are on the one node", () => {
  const files = treeFiles(without(twoNodeGuest, "/sys/devices/system/node"));
  expect(readHugePages(files, [0]).pools[0]?.reservedByNode).toEqual([16]);
});
