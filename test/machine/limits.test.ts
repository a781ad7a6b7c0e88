import { describe, expect, test } from "bun:test";
import { readLimits, type LimitProbes, type MemoryBinding } from "../../src/machine/limits.ts";
import type { ToolOutcome } from "../../src/machine/run_tool.ts";
import { epycGuest } from "./captured.ts";
import { armServer, nps4Server } from "./constructed_server.ts";
import { treeFiles, type FileTree } from "./file_tree.ts";

function probes(outcome: ToolOutcome, started: string[][] = []): LimitProbes {
  return {
    runTool: (argv) => {
      started.push([...argv]);
      return outcome;
    },
    fileSystemBytes: (path) => (path === "/dev/shm" ? 64 * 1024 ** 2 : null),
  };
}

const success: ToolOutcome = { kind: "ended", exitCode: 0, stdout: "", stderr: "" };

test("a guest where everything is allowed (captured)", () => {
  expect(readLimits(treeFiles(epycGuest), probes(success))).toEqual({
    canSetNice: true,
    seccomp: "off",
    memoryBinding: { status: "works", node: 0 },
    sharedMemoryBytes: 64 * 1024 ** 2,
    lockableBytes: 8 * 1024 ** 2,
    loadAverage: expect.any(Array),
    swapUsedBytes: 0,
  });
});

test("Docker's defaults (constructed)", () => {
  const status = "CapEff:\t00000000a80425fb\nSeccomp:\t2\nSeccomp_filters:\t1\n";
  const limits = readLimits(treeFiles({ "/proc/self/status": status }), probes(success));
  expect(limits).toMatchObject({ canSetNice: false, seccomp: "filter" });
});

test("SYS_NICE among few capabilities (constructed)", () => {
  const files = treeFiles({ "/proc/self/status": "CapEff:\t00000000a8842?5fb\n" });
  expect(readLimits(files, probes(success)).canSetNice).toBeNull();
  const added = treeFiles({ "/proc/self/status": "CapEff:\t00000000a88425fb\n" });
  expect(readLimits(added, probes(success)).canSetNice).toBe(true);
});

function tried(
  tree: FileTree,
  outcome: ToolOutcome = success,
): { binding: MemoryBinding; started: string[][] } {
  const started: string[][] = [];
  return { binding: readLimits(treeFiles(tree), probes(outcome, started)).memoryBinding, started };
}

describe("memory binding", () => {
  test("is tried on the first node with memory", () => {
    expect(tried(nps4Server).started).toEqual([["numactl", "--membind=0", "true"]]);
  });

  test("is tried on a node that the cpuset allows", () => {
    const tree = { ...nps4Server, "/proc/self/status": "Mems_allowed_list:\t5-6\n" };
    expect(tried(tree).started).toEqual([["numactl", "--membind=5", "true"]]);
  });

  test("is tried on no node without memory", () => {
    const tree = { ...armServer, "/proc/self/status": "Mems_allowed_list:\t8\n" };
    expect(tried(tree)).toEqual({
      binding: { status: "unknown", because: "no NUMA node has memory that this process may use" },
      started: [],
    });
  });

  test("is refused in numactl's words", () => {
    const stderr = "set_mempolicy: Operation not permitted\nsetting membind: Operation not permitted\n";
    expect(tried(nps4Server, { kind: "ended", exitCode: 1, stdout: "", stderr }).binding).toEqual({
      status: "refused",
      node: 0,
      because:
        "numactl --membind=0 true failed (1): " +
        "set_mempolicy: Operation not permitted; setting membind: Operation not permitted",
    });
  });

  test("is unknown without numactl", () => {
    expect(tried(nps4Server, { kind: "missing" }).binding).toEqual({
      status: "unknown",
      because: "numactl is not installed",
    });
  });

  test("is unknown when numactl hangs", () => {
    expect(tried(nps4Server, { kind: "ended", exitCode: null, stdout: "", stderr: "" }).binding.status).toBe(
      "unknown",
    );
  });
});

test("an unlimited memlock, load and swap in use (constructed)", () => {
  const files = treeFiles({
    "/proc/self/limits":
      "Limit  Soft Limit  Hard Limit  Units\nMax locked memory  unlimited  unlimited  bytes\n",
    "/proc/loadavg": "12.50 3.25 0.01 3/512 4242\n",
    "/proc/meminfo": "SwapTotal:  2048 kB\nSwapFree:  512 kB\n",
  });
  expect(readLimits(files, probes(success))).toMatchObject({
    lockableBytes: Infinity,
    loadAverage: [12.5, 3.25, 0.01],
    swapUsedBytes: 1536 * 1024,
  });
});

test("what is not said is null", () => {
  const unknown = { runTool: () => ({ kind: "missing" }) as const, fileSystemBytes: () => null };
  expect(readLimits(treeFiles({}), unknown)).toMatchObject({
    canSetNice: null,
    seccomp: null,
    sharedMemoryBytes: null,
    lockableBytes: null,
    loadAverage: null,
    swapUsedBytes: null,
  });
});
