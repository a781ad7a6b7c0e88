import { describe, expect, test } from "bun:test";
import { cpuFamilyOf, peakOfSocket } from "../../../src/analysis/findings/cpu_families.ts";

describe("the family of a CPU", () => {
  // The peaks in GB/s are those of the vendors' data sheets.
  test.each([
    ["AMD EPYC 7601 32-Core Processor", "AMD EPYC 7001", 170.6],
    ["AMD EPYC 7H12 64-Core Processor", "AMD EPYC 7002", 204.8],
    ["AMD EPYC 7742 64-Core Processor", "AMD EPYC 7002", 204.8],
    ["AMD EPYC 7R13 Processor", "AMD EPYC 7003", 204.8],
    ["AMD EPYC 74F3 24-Core Processor", "AMD EPYC 7003", 204.8],
    ["AMD EPYC 7773X 64-Core Processor", "AMD EPYC 7003", 204.8],
    ["AMD EPYC 8534P 64-Core Processor", "AMD EPYC 8004", 230.4],
    ["AMD EPYC 9554 64-Core Processor", "AMD EPYC 9004", 460.8],
    ["AMD EPYC 9684X 96-Core Processor", "AMD EPYC 9004", 460.8],
    ["AMD EPYC 9R14 96-Core Processor", "AMD EPYC 9004", 460.8],
    ["AMD EPYC 9575F 64-Core Processor", "AMD EPYC 9005", 614.4],
    ["Intel(R) Xeon(R) Bronze 3104 CPU @ 1.70GHz", "Xeon Bronze, first generation", 128.0],
    ["Intel(R) Xeon(R) Platinum 8175M CPU @ 2.50GHz", "Xeon Scalable, first generation", 128.0],
    ["Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz", "Xeon Scalable, second generation", 140.8],
    ["Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz", "Xeon Scalable, third generation", 204.8],
    ["Intel(R) Xeon(R) Platinum 8480+", "Xeon Scalable, fourth generation", 307.2],
    ["INTEL(R) XEON(R) PLATINUM 8592+", "Xeon Scalable, fifth generation", 358.4],
    ["Intel(R) Xeon(R) 6980P", "Xeon 6900P", 844.8],
    ["Intel(R) Xeon(R) 6767P", "Xeon 6500P and 6700P", 512.0],
    ["Intel(R) Xeon(R) 6780E", "Xeon 6700E", 409.6],
    ["Neoverse-V2", "Arm Neoverse V2", 546.0],
  ])("%s is %s with %p GB/s a socket", (model, name, peak) => {
    const family = cpuFamilyOf(model);
    expect(family?.name).toBe(name);
    if (family !== null) expect(peakOfSocket(family) / 1000).toBeCloseTo(peak, 1);
  });

  test.each([
    "AMD EPYC",
    "AMD EPYC-Milan Processor",
    "AMD EPYC 9V64H 88-Core Processor",
    "AMD Ryzen 9 7950X 16-Core Processor",
    "Intel(R) Xeon(R) Processor",
    "Intel Xeon Processor (SapphireRapids)",
    "Intel(R) Xeon(R) CPU Max 9480",
    "Intel(R) Xeon(R) Platinum 9282 CPU @ 2.60GHz",
    "Intel(R) Xeon(R) CPU E5-2690 v4 @ 2.60GHz",
    "QEMU Virtual CPU version 2.5+",
    "",
  ])("is not known for '%s'", (model) => {
    expect(cpuFamilyOf(model)).toBeNull();
  });

  test("is not known without a name", () => {
    expect(cpuFamilyOf(null)).toBeNull();
  });
});
