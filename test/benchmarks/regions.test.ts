import { describe, expect, test } from "bun:test";
import {
  cacheRegions,
  gpuNodeRegions,
  largerMessages,
  nodeRegions,
  smallMessages,
} from "../../src/benchmarks/regions.ts";
import { madeUpGpus, madeUpMachine } from "../report/made_up_machine.ts";

const kiB = 1024;
const miB = 1024 * kiB;

describe("a latency curve", () => {
  const machine = madeUpMachine({ threads: 8, nodes: 1, hypervisor: "none", lastLevelBytes: 32 * miB });
  const level = (level_: number, sizeBytes: number) => ({
    level: level_,
    kind: "unified" as const,
    sizeBytes,
    lineBytes: 64,
    sharedBy: ["0"],
  });
  const caches = [level(1, 48 * kiB), level(2, 2 * miB), level(3, 32 * miB)];

  test.each([
    [4 * kiB, "L1"],
    [48 * kiB, "L1"],
    [64 * kiB, "L2"],
    [2 * miB, "L2"],
    [4 * miB, "L3"],
    [32 * miB, "L3"],
    // Half of it still fits: neither one nor the other.
    [33 * miB, "just past L3"],
    [64 * miB, "DRAM"],
    [512 * miB, "DRAM"],
  ])("of %d bytes lies in %s", (size, region) => {
    expect(cacheRegions.regionOf({ size, pages: "base" }, { ...machine, caches })).toBe(region);
  });

  test("is not said to reach DRAM where the last cache that is shown is no third level", () => {
    const guest = { ...machine, caches: caches.slice(0, 2) };
    expect(cacheRegions.regionOf({ size: 512 * miB }, guest)).toBe("past L2");
  });

  test("goes by the larger cache where cores differ", () => {
    const mixed = { ...machine, caches: [level(1, 32 * kiB), level(1, 48 * kiB), level(2, 2 * miB)] };
    expect(cacheRegions.regionOf({ size: 40 * kiB }, mixed)).toBe("L1");
  });

  test("is split by sizes where no cache is shown, and promises no levels", () => {
    const sizes = [4 * kiB, 32 * kiB, 64 * kiB, miB, 2 * miB, 32 * miB, 64 * miB];
    const names = [
      "up to 32 KiB",
      "up to 32 KiB",
      "up to 1 MiB",
      "up to 1 MiB",
      "up to 32 MiB",
      "up to 32 MiB",
    ];
    for (const unknown of [null, { ...machine, caches: [] }])
      expect(sizes.map((size) => cacheRegions.regionOf({ size }, unknown))).toEqual([
        ...names,
        "above 32 MiB",
      ]);
  });

  test("has no region for a point without a size", () => {
    expect(cacheRegions.regionOf({}, machine)).toBeNull();
  });
});

test("small messages are judged by their time, the others by bandwidth, each once", () => {
  const regions = [8, 64 * kiB, 128 * kiB, 4 * miB, 8 * miB, 1024 * miB].map((size) => [
    smallMessages.regionOf({ size }, null),
    largerMessages.regionOf({ size }, null),
  ]);
  expect(regions).toEqual([
    ["small messages", null],
    ["small messages", null],
    [null, "middle messages"],
    [null, "middle messages"],
    [null, "large messages"],
    [null, "large messages"],
  ]);
});

test("node pairs are local or remote", () => {
  expect(nodeRegions.regionOf({ cpuNode: 1, memoryNode: 1 }, null)).toBe("local");
  expect(nodeRegions.regionOf({ cpuNode: 0, memoryNode: 1 }, null)).toBe("remote");
});

test("memory nodes are the GPU's own or others, as far as the GPU's node is known", () => {
  const gpus = madeUpGpus(2);
  const placed = gpus.devices.map((gpu) => ({ ...gpu, numaNode: gpu.index }));
  const machine = madeUpMachine({
    threads: 4,
    nodes: 2,
    hypervisor: "none",
    gpus: { ...gpus, devices: placed },
  });
  expect(gpuNodeRegions.regionOf({ gpu: 1, memoryNode: 1 }, machine)).toBe("the GPU's own node");
  expect(gpuNodeRegions.regionOf({ gpu: 1, memoryNode: 0 }, machine)).toBe("other nodes");
  const unplaced = { ...machine, gpus };
  expect(gpuNodeRegions.regionOf({ gpu: 1, memoryNode: 0 }, unplaced)).toBe("all nodes");
  expect(gpuNodeRegions.regionOf({ gpu: 1, memoryNode: 0 }, null)).toBe("all nodes");
});
