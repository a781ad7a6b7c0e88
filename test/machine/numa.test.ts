import { describe, expect, test } from "bun:test";
import { readNuma } from "../../src/machine/numa.ts";
import { epycGuest, twoNodeGuest } from "./captured.ts";
import {
  armServer,
  constructedNode,
  nodeMemoryKib,
  nps4Server,
  twoSocketServer,
} from "./constructed_server.ts";
import { treeFiles, without, type FileTree } from "./file_tree.ts";

const nodesOf = (tree: FileTree) => readNuma(treeFiles(tree)).nodes;

test("two nodes (captured)", () => {
  const nodes = nodesOf(twoNodeGuest);
  expect(nodes.map(({ id, cpus, memoryBytes, distances }) => ({ id, cpus, memoryBytes, distances }))).toEqual(
    [
      { id: 0, cpus: "0-1", memoryBytes: 740_032 * 1024, distances: [10, 21] },
      { id: 1, cpus: "2-3", memoryBytes: 773_280 * 1024, distances: [21, 10] },
    ],
  );
  for (const { availableBytes, memoryBytes } of nodes) {
    expect(availableBytes).toBeGreaterThan(0.9 * memoryBytes);
    expect(availableBytes).toBeLessThan(memoryBytes);
  }
});

test("file cache counts as available, other used memory does not (constructed)", () => {
  expect(nodesOf(twoSocketServer)[0]?.availableBytes).toBe((nodeMemoryKib / 2) * 1024);
});

test("eight nodes of two sockets (constructed)", () => {
  const nodes = nodesOf(nps4Server);
  expect(nodes.map(({ cpus }) => cpus)).toEqual([
    "0-7",
    "8-15",
    "16-23",
    "24-31",
    "32-39",
    "40-47",
    "48-55",
    "56-63",
  ]);
  expect(nodes[5]?.distances).toEqual([32, 32, 32, 32, 12, 10, 12, 12]);
});

test("nodes without CPUs, without memory and with gaps between the ids (constructed)", () => {
  expect(nodesOf(armServer).map(({ id, cpus, memoryBytes }) => ({ id, cpus, memoryBytes }))).toEqual([
    { id: 0, cpus: "0-3", memoryBytes: 768 * 1024 ** 2 },
    { id: 1, cpus: "", memoryBytes: 256 * 1024 ** 2 },
    { id: 8, cpus: "", memoryBytes: 0 },
  ]);
});

test("ids of several digits are in numerical order, each with its own distances (constructed)", () => {
  const tree = {
    ...armServer,
    "/sys/devices/system/node/online": "2,10\n",
    ...constructedNode(10, "2-3", 1024, [21, 10]),
    ...constructedNode(2, "0-1", 1024, [10, 21]),
  };
  expect(nodesOf(tree).map(({ id, distances }) => [id, distances])).toEqual([
    [2, [10, 21]],
    [10, [21, 10]],
  ]);
});

describe("one node", () => {
  test("has all memory, also where its own meminfo is behind (captured)", () => {
    expect(nodesOf(epycGuest)).toMatchObject([
      { id: 0, cpus: "0-1", memoryBytes: 24_684_084 * 1024, distances: [10] },
    ]);
  });

  test("is made up for a kernel without NUMA (constructed)", () => {
    const tree = without(twoSocketServer, "/sys/devices/system/node");
    expect(nodesOf(tree)).toEqual([
      {
        id: 0,
        cpus: "0-15",
        memoryBytes: 2 * nodeMemoryKib * 1024,
        availableBytes: nodeMemoryKib * 1024,
        distances: [10],
      },
    ]);
  });
});

test.each(["", "10\n", "10 21 21\n", "10 near\n", "10 -1\n"])(
  "distances %j for two nodes are unknown",
  (text) => {
    expect(
      nodesOf({ ...twoNodeGuest, "/sys/devices/system/node/node0/distance": text })[0]?.distances,
    ).toEqual([]);
  },
);

describe("allowed", () => {
  test("is the cpuset's nodes (constructed)", () => {
    const files = treeFiles({ ...nps4Server, "/proc/self/status": "Mems_allowed_list:\t2-3\n" });
    expect(readNuma(files).allowed).toBe("2-3");
  });

  test("leaves out nodes that are not online (constructed)", () => {
    const files = treeFiles({ ...armServer, "/proc/self/status": "Mems_allowed_list:\t0-63\n" });
    expect(readNuma(files).allowed).toBe("0-1,8");
  });

  test("is every node where /proc does not say", () => {
    expect(readNuma(treeFiles(without(nps4Server, "/proc/self/status"))).allowed).toBe("0-7");
  });
});
