import { describe, expect, test } from "bun:test";
import { systemFiles } from "../../src/machine/system_files.ts";
import { processCpuSeconds } from "../../src/runner/process_cpu.ts";
import { treeFiles } from "../machine/file_tree.ts";

const stat = "7 (a ) 1 2 (b) S 1 7 7 0 -1 4194560 1 0 0 0 125 75 9 9 20 0 1 0 99 1 1\n";

describe("the CPU time of a process", () => {
  test("is that of all its threads, to the nanosecond", () => {
    const tree = {
      "/proc/7/stat": stat,
      "/proc/7/task/7/schedstat": "1500000000 99 4\n",
      "/proc/7/task/8/schedstat": "250000001 0 1\n",
    };
    expect(processCpuSeconds(treeFiles(tree), 7)).toBe(1.750000001);
  });

  test("is user and system time in ticks where the kernel keeps no finer account", () => {
    expect(processCpuSeconds(treeFiles({ "/proc/7/stat": stat }), 7)).toBe(2);
  });

  test.each([{}, { "/proc/7/stat": "" }, { "/proc/7/stat": "7 (x) Z 1\n" }])(
    "is null without any: %j",
    (tree) => {
      expect(processCpuSeconds(treeFiles(tree), 7)).toBeNull();
    },
  );

  test("of this program goes up as it works", () => {
    const files = systemFiles();
    const before = processCpuSeconds(files, process.pid) ?? Infinity;
    const { user, system } = process.cpuUsage();
    for (let used = 0; used < 50_000;) {
      const now = process.cpuUsage();
      used = now.user + now.system - user - system;
    }
    expect(processCpuSeconds(files, process.pid)).toBeGreaterThan(before + 0.03);
  });
});
