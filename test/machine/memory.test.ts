import { expect, test } from "bun:test";
import { readMeminfo, readMemory } from "../../src/machine/memory.ts";
import { twoNodeGuest } from "./captured.ts";
import { treeFiles } from "./file_tree.ts";

test("kB are bytes, counts are counts (captured)", () => {
  const meminfo = readMeminfo(treeFiles(twoNodeGuest), "/proc/meminfo");
  expect(meminfo.get("Hugepagesize")).toBe(2 * 1024 ** 2);
  expect(meminfo.get("HugePages_Total")).toBe(16);
});

test("a node's lines are read without their prefix (captured)", () => {
  const meminfo = readMeminfo(treeFiles(twoNodeGuest), "/sys/devices/system/node/node1/meminfo");
  expect(meminfo.get("MemFree")).toBe(706_468 * 1024);
});

test("total and available memory (captured)", () => {
  expect(readMemory(treeFiles(twoNodeGuest))).toEqual({
    totalBytes: 1_513_312 * 1024,
    availableBytes: 1_307_556 * 1024,
  });
});

test("a kernel that does not estimate what is available is taken by what is free", () => {
  const files = treeFiles({ "/proc/meminfo": "MemTotal: 8 kB\nMemFree: 4 kB\n" });
  expect(readMemory(files).availableBytes).toBe(4096);
});

test("nothing readable is zero", () => {
  expect(readMemory(treeFiles({}))).toEqual({ totalBytes: 0, availableBytes: 0 });
});
