import { expect, test } from "bun:test";
import { readNvidiaTopology } from "../../../src/machine/gpus/nvidia_topology.ts";
import { fixture } from "./tools.ts";

test("two GPUs, the heading underlined by escapes (captured)", () => {
  expect(readNvidiaTopology(fixture("nvidia-smi/topology.txt"))).toEqual([{ from: 0, to: 1, link: "NV18" }]);
  expect(readNvidiaTopology(fixture("nvidia-smi/topology-one.txt"))).toEqual([]);
});

test("columns and rows of network cards are left out (constructed)", () => {
  const connections = readNvidiaTopology(fixture("nvidia-smi/topology-eight.constructed.txt"));
  expect(connections).toHaveLength((8 * 7) / 2);
  expect(new Set(connections.map(({ link }) => link))).toEqual(new Set(["NV18"]));
  expect(connections.every(({ from, to }) => from < to && to < 8)).toBe(true);
});

test("each pair has its own link", () => {
  const text = [
    "\tGPU0\tGPU1\tGPU2\tCPU Affinity",
    "GPU0\t X \tPIX\tSYS\t0-3",
    "GPU1\tPIX\t X \tNODE\t0-3",
    "GPU2\tSYS\tNODE\t X \t4-7",
  ].join("\n");
  expect(readNvidiaTopology(text)).toEqual([
    { from: 0, to: 1, link: "PIX" },
    { from: 0, to: 2, link: "SYS" },
    { from: 1, to: 2, link: "NODE" },
  ]);
});

test.each([
  "",
  "No devices were found\n",
  "GPU0\t X \tNV18\n",
  "\tGPU0\tGPU1\nGPU0\t X \t\n",
  "\tGPU0\tGPU1\n",
])("%j says of no connection", (text) => {
  expect(readNvidiaTopology(text)).toEqual([]);
});
