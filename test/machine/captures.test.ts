import { expect, test } from "bun:test";
import { readCaptures } from "../../src/machine/captures.ts";
import { noGpus } from "../../src/machine/facts.ts";
import { readGpus } from "../../src/machine/gpus/read_gpus.ts";
import type { RunTool } from "../../src/machine/run_tool.ts";
import { epycGuest, twoH200Guest } from "./captured.ts";
import { treeFiles } from "./file_tree.ts";
import { twoMi300x } from "./gpus/constructed_amd.ts";
import { answering as toolsAnswering, fixture, twoH200Tools } from "./gpus/tools.ts";

const byFile = (run: RunTool, tree = epycGuest, gpus = noGpus) =>
  Object.fromEntries(readCaptures(treeFiles(tree), gpus, run).map(({ file, text }) => [file, text]));

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

test("of GPUs, the topology without the escapes of a terminal, and all details", () => {
  const run = toolsAnswering({ ...twoH200Tools, "nvidia-smi -q": "NVSMI LOG\n" });
  const gpus = readGpus(treeFiles(twoH200Guest), run, {});
  const kept = byFile(run, epycGuest, gpus);
  expect(kept["gpu_details.txt"]).toBe("NVSMI LOG\n");
  expect(kept["gpu_topology.txt"]).toStartWith("\tGPU0\tGPU1\tCPU Affinity\tNUMA Affinity\tGPU NUMA ID\n");
  expect(kept["gpu_topology.txt"]?.split("\n").slice(1)).toEqual(
    fixture("nvidia-smi/topology.txt").split("\n").slice(1),
  );
});

test("of AMD's GPUs by AMD's tool", () => {
  const list = fixture("rocm/amd-smi-static-rocm6.constructed.json");
  const gpus = readGpus(treeFiles(twoMi300x), toolsAnswering({ "amd-smi static --json": list }), {});
  const kept = byFile(answering, epycGuest, gpus);
  expect(kept["gpu_topology.txt"]).toBe("amd-smi topology says\n");
  expect(kept["gpu_details.txt"]).toBe("amd-smi static says\n");
});
