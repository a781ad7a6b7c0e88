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

  test("of a program goes up as it works", async () => {
    const files = systemFiles();
    // A program with one thread: this one's come and go, and take their time with them.
    const work = "read go; i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); done; echo done; read end";
    const child = Bun.spawn(["sh", "-c", work], { stdin: "pipe", stdout: "pipe" });
    const before = processCpuSeconds(files, child.pid) ?? Infinity;
    void child.stdin.write("go\n");
    await child.stdin.flush();
    await child.stdout.getReader().read();
    expect(processCpuSeconds(files, child.pid)).toBeGreaterThan(before);
    await child.stdin.end();
    await child.exited;
  });
});
