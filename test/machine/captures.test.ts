import { expect, test } from "bun:test";
import { readCaptures } from "../../src/machine/captures.ts";
import type { RunTool } from "../../src/machine/run_tool.ts";
import { epycGuest } from "./captured.ts";
import { treeFiles } from "./file_tree.ts";

const byFile = (run: RunTool, tree = epycGuest) =>
  Object.fromEntries(readCaptures(treeFiles(tree), run).map(({ file, text }) => [file, text]));

const answering: RunTool = (argv) => ({
  kind: "ended",
  exitCode: 0,
  stdout: `${argv.join(" ")} says\n`,
  stderr: "noise",
});

const refused: RunTool = () => ({
  kind: "ended",
  exitCode: 1,
  stdout: "available: 1 nodes (0)\n",
  stderr: "get_mempolicy: Operation not permitted\n",
});

test("what the tools print is kept as it is", () => {
  expect(byFile(answering)).toEqual({
    "numa_topology.txt": "numactl --hardware says\n",
    "cpu_topology.txt": "lscpu says\n",
    "hugepages.txt": epycGuest["/proc/meminfo"] ?? "",
  });
});

test("a missing tool and a missing file are said in a sentence", () => {
  expect(byFile(() => ({ kind: "missing" }), {})).toEqual({
    "numa_topology.txt": "numactl is not installed.\n",
    "cpu_topology.txt": "lscpu is not installed.\n",
    "hugepages.txt": "/proc/meminfo cannot be read.\n",
  });
});

test("a failure is told with the tool's own words, before what it still printed", () => {
  expect(byFile(refused)["numa_topology.txt"]).toBe(
    "numactl --hardware failed (1): get_mempolicy: Operation not permitted.\navailable: 1 nodes (0)\n",
  );
});
