import { describe, expect, test } from "bun:test";
import { parseMatmulReport } from "../../../src/benchmarks/formats/matmul_report.ts";
import { attempt, beginnings, damage, seededRandom } from "./broken_output.ts";
import { capturedOutput } from "./captured_output.ts";

const cublas = capturedOutput("matmul-own-h200.txt");

test("on cuBLAS", () => {
  expect(parseMatmulReport(cublas)).toEqual({
    gpu: 0,
    address: "0000:00:06.0",
    order: 8192,
    timesMs: [21.5229, 21.4959, 21.4915, 21.4912, 21.4885, 21.506, 21.5244, 21.5165, 21.5184, 21.5146],
  });
});

test("of a machine with one GPU", () => {
  expect(parseMatmulReport(capturedOutput("matmul-own-h100.txt"))).toEqual({
    gpu: 0,
    address: "0000:00:06.0",
    order: 8192,
    timesMs: [21.2887, 21.2842, 21.2881, 21.2821, 21.2866, 21.2796, 21.2881, 21.2956, 21.3108, 21.3129],
  });
});

test("on PyTorch, which does not say the address", () => {
  expect(parseMatmulReport(capturedOutput("matmul-torch-h200.txt"))).toEqual({
    gpu: 0,
    address: null,
    order: 8192,
    timesMs: [21.5267, 21.4492, 21.4495, 21.4498, 21.4289, 21.426, 21.4305, 21.4308, 21.4261, 21.4497],
  });
});

describe("what is refused", () => {
  test("any beginning that is not all", () => {
    for (const text of beginnings(cublas)) expect(attempt(parseMatmulReport, text)).toHaveProperty("because");
  });

  test("a product of less than FP32, quoted", () => {
    expect(attempt(parseMatmulReport, cublas.replace("TF32 off", "TF32 on"))).toEqual({
      because:
        "'# product: 8192 x 8192 x 8192, FP32, TF32 on, cuBLAS 13.1.0' is not of square matrices in FP32 with TF32 off",
    });
  });

  test("a product that was not verified, or is wrong, quoted", () => {
    expect(attempt(parseMatmulReport, cublas.replace(/^# verified.*\n/m, ""))).toEqual({
      because: "the output has no '# verified: …'",
    });
    expect(attempt(parseMatmulReport, cublas.replace("error 0.0202", "error 0.0984"))).toEqual({
      because:
        "'# verified: largest error 0.0984 of 0.0983 allowed, against float64' is of a wrong product, so its times " +
        "mean nothing",
    });
  });

  test("a product in TF32, as a GPU made it when its environment asked for that", () => {
    expect(attempt(parseMatmulReport, capturedOutput("matmul-own-h200-tf32.txt"))).toEqual({
      because:
        "'# verified: largest error 2.5623 of 0.0983 allowed, against float64' is of a wrong product, so its times " +
        "mean nothing",
    });
  });

  test("a time too few", () => {
    expect(attempt(parseMatmulReport, cublas.replace(" 21.4885", ""))).toHaveProperty(
      "because",
      expect.stringContaining("has 9 times of 10"),
    );
  });

  test.each([
    [" 21.4885", " nan"],
    [" 21.4885", " inf"],
    [" 21.4885", " -21.4885"],
    [" 21.4885", " 0.0000"],
    [" 21.4885", "  21.4885"],
    [" 21.4885", " 121.4885"],
    [/^# times ms.*\n/m, ""],
    ["x 8192, FP32", "x 4096, FP32"],
    ["FP32, TF32 off, ", ""],
    [/^# product.*\n/m, ""],
    ["0.0202 of 0.0983", "nan of 0.0983"],
    ["0.0202 of 0.0983", "0.0202 of inf"],
    ["10 matmuls", "9 matmuls"],
    ["GPU 0 [NVIDIA H200]\n", ""],
    ["GPU 0 [NVIDIA H200]", "GPU 1 [A]\n10 matmuls: 0.213s (21.3ms each)\nGPU 0 [NVIDIA H200]"],
  ])("%p as %j", (right, wrong) => {
    expect(cublas).toMatch(right);
    expect(attempt(parseMatmulReport, cublas.replace(right, wrong))).toHaveProperty("because");
  });
});

test("damaged output is read or refused, never anything else", () => {
  const random = seededRandom(9);
  for (let i = 0; i < 3000; i += 1) attempt(parseMatmulReport, damage(cublas, random));
});
