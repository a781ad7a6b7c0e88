import { describe, expect, test } from "bun:test";
import { parseMatmulLines } from "../../../src/benchmarks/formats/matmul_line.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const one = capturedOutput("matmul-one.constructed.txt");
const two = capturedOutput("matmul-two-gpus.constructed.txt");

test("a line alone", () => {
  expect(parseMatmulLines(one)).toEqual([
    { gpu: null, gpuName: null, multiplications: 100, totalSeconds: 2.144 },
  ]);
});

test("a line a GPU", () => {
  expect(parseMatmulLines(two)).toEqual([
    { gpu: 0, gpuName: "NVIDIA H200", multiplications: 100, totalSeconds: 2.144 },
    { gpu: 1, gpuName: "NVIDIA H200", multiplications: 100, totalSeconds: 2.151 },
  ]);
});

describe("what is refused", () => {
  test("any beginning that is not all its GPUs", () => {
    for (const text of beginnings(one)) expect(attempt(parseMatmulLines, text)).toHaveProperty("because");
    const firstGpu = two.slice(0, two.indexOf("GPU 1 ["));
    for (const text of beginnings(two)) {
      const outcome = attempt(parseMatmulLines, text);
      if ("result" in outcome) expect(outcome.result).toEqual(parseMatmulLines(firstGpu));
    }
  });

  test.each([
    "100 matmuls: nans (nanms each)",
    "100 matmuls: infs (infms each)",
    "100 matmuls: -2.144s (-21.4ms each)",
    "100 matmuls: 2.144s (41.4ms each)",
    "0 matmuls: 2.144s (21.4ms each)",
    "100 matmuls: 0.000s (0.0ms each)",
    "100 matmuls: 2.144s\n(21.4ms each)",
    "GPU 0 [A]\n100 matmuls: 2.144s (21.4ms each)\nGPU 0 [A]\n100 matmuls: 2.144s (21.4ms each)",
    "100 matmuls: 2.144s (21.4ms each)\nGPU 0 [A]\n100 matmuls: 2.144s (21.4ms each)",
    "GPU 0 [A]\n100 matmuls: 2.144s (21.4ms each)\nGPU 1 [A]\n",
    `${one}${one}`,
  ])("%j", (text) => {
    expect(attempt(parseMatmulLines, text)).toHaveProperty("because");
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(6);
  for (let i = 0; i < 3000; i += 1) attempt(parseMatmulLines, damage(two, random));
});
