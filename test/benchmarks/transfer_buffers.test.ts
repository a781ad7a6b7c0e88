import { expect, test } from "bun:test";
import { transferBuffers } from "../../src/benchmarks/transfer_buffers.ts";
import { oneNode, twoNodes, withMemory } from "./machines.ts";

const mebibyte = 1024 ** 2;
const local = { cpuNode: 0, memoryNode: 0 };

test("are 512 MiB where there is room for them, to the byte", () => {
  // 0.7 of what is available is used, for two buffers.
  const enough = Math.ceil((2 * 512 * mebibyte) / 0.7);
  expect(transferBuffers(withMemory(oneNode, enough), 2, [])).toEqual({
    bytes: 512 * mebibyte,
    notice: null,
  });
  expect(transferBuffers(withMemory(oneNode, enough - 10), 2, [])).toEqual({
    bytes: 256 * mebibyte,
    notice: "GPU bandwidth is measured with buffers of 256 MiB instead of 512 for want of free memory",
  });
});

test("are smaller where a program takes more memory for each", () => {
  expect(transferBuffers(withMemory(oneNode, 1024 ** 3), 3, []).bytes).toBe(128 * mebibyte);
});

test("fit on the node that they are bound to", () => {
  const nodes = twoNodes.numa.nodes.map((node) => ({ ...node, availableBytes: 200 * mebibyte }));
  const machine = { ...twoNodes, numa: { ...twoNodes.numa, nodes } };
  expect(transferBuffers(machine, 2, []).bytes).toBe(512 * mebibyte);
  expect(transferBuffers(machine, 2, [local]).bytes).toBe(64 * mebibyte);
});

test("are 16 MiB at least", () => {
  expect(transferBuffers(withMemory(oneNode, 0), 2, []).bytes).toBe(16 * mebibyte);
});
