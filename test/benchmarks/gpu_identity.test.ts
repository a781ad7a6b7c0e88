import { expect, test } from "bun:test";
import { OutputError } from "../../src/benchmarks/benchmark.ts";
import { assertSameGpu } from "../../src/benchmarks/gpu_identity.ts";
import { oneNode, twoH200 } from "./machines.ts";

test("a GPU at the address that the facts know is accepted, however it is written, and one of unknown address", () => {
  const atLetter = twoH200.gpus.devices.map((gpu) => ({ ...gpu, address: "10001:ab:00.0" }));
  expect(() => assertSameGpu(1, "0000:00:07.0", twoH200)).not.toThrow();
  expect(() => assertSameGpu(1, null, twoH200)).not.toThrow();
  expect(() => assertSameGpu(0, "0000:00:07.0", oneNode)).not.toThrow();
  for (const address of ["10001:AB:00.0", "00010001:ab:00.0"])
    expect(() =>
      assertSameGpu(0, address, { ...twoH200, gpus: { ...twoH200.gpus, devices: atLetter } }),
    ).not.toThrow();
});

test("a GPU that CUDA counts otherwise is refused, with the way out", () => {
  expect(() => assertSameGpu(0, "0000:00:07.0", twoH200)).toThrow(OutputError);
  expect(() => assertSameGpu(0, "0000:00:07.0", twoH200)).toThrow(
    "GPU 0 is the one at 0000:00:06.0, but CUDA counts the one at 0000:00:07.0 as such: " +
      "CUDA_DEVICE_ORDER=PCI_BUS_ID in the environment makes them agree",
  );
});
