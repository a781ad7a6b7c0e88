import { describe, expect, test } from "bun:test";
import { benchmarks, catalogue, unitOf, unmeasured } from "../../src/benchmarks/index.ts";
import { metadata } from "../../src/results/metadata.ts";
import { machines, smoke, standard, thorough, twoNodesTwoH200 } from "./machines.ts";

function expectNoneTwice(words: readonly string[]): void {
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
}

const metrics = catalogue.flatMap((entry) => entry.metrics);
/** Prefixes of metrics besides the id of their benchmark. */
const alsoBeginsWith: Readonly<Record<string, string>> = { stream: "stream-numa" };

describe("the registry", () => {
  test("has the benchmarks of a round: CPU, memory, then the GPUs, warm before they are copied to", () => {
    expect(benchmarks.map(({ id }) => id)).toEqual([
      "cpu-single",
      "cpu-all",
      "stream",
      "mem-latency",
      "gpu-compute",
      "gpu-bandwidth",
      "nccl",
    ]);
    expect(unmeasured.map(({ id }) => id)).toEqual(["stream-membind"]);
  });

  test("has no id and no metric twice", () => {
    expectNoneTwice(catalogue.map(({ id }) => id));
    expectNoneTwice(metrics.map(({ id }) => id));
  });

  test("has what is read but not measured apart", () => {
    const measured = new Set(benchmarks.map(({ id }) => id));
    expect(unmeasured.filter(({ id }) => measured.has(id))).toEqual([]);
    expect(catalogue).toHaveLength(benchmarks.length + unmeasured.length);
  });

  test("knows the unit of every metric, and of nothing else", () => {
    for (const { id, unit } of metrics) expect(unitOf(id)).toBe(unit);
    expect(() => unitOf("stream.nonsense")).toThrow("no benchmark declares the metric stream.nonsense");
    expect(() => unitOf("constructor")).toThrow(RangeError);
  });
});

describe.each(catalogue.map((entry) => [entry.id, entry] as const))("%s", (id, entry) => {
  test("says what it is", () => {
    for (const text of [entry.title, entry.measures, entry.why])
      expect(text.trim().length).toBeGreaterThan(5);
    expect(entry.metrics.length).toBeGreaterThan(0);
  });

  test("has metrics that begin with its name, with a label and a unit", () => {
    for (const metric of entry.metrics) {
      expect([id, alsoBeginsWith[id]]).toContain(metric.id.split(".")[0]);
      expect(metric.id).toMatch(/^[a-z0-9-]+\.[a-z0-9-]+$/);
      expect(metric.label).not.toBe("");
      expect(metric.unit).not.toBe("");
    }
  });

  test("has headlines and charts of its own metrics", () => {
    const own = entry.metrics.map((metric) => metric.id);
    for (const { metric } of [...entry.headlines, ...entry.charts]) expect(own).toContain(metric);
    expectNoneTwice(entry.headlines.map(({ label }) => label));
    expectNoneTwice(entry.charts.map(({ title }) => title));
    for (const { caption } of entry.charts) expect(caption.trim()).not.toBe("");
  });
});

describe("the tools", () => {
  const tools = benchmarks.flatMap(({ id, tools: ofBenchmark }) =>
    ofBenchmark.map((tool) => ({ benchmark: id, tool })),
  );

  test("are at least one a benchmark, none twice in one", () => {
    for (const { tools: own } of benchmarks) {
      expect(own.length).toBeGreaterThan(0);
      expectNoneTwice(own.map(({ id }) => id));
    }
  });

  test("write raw files that no other benchmark writes, under names that the results take", () => {
    const owners = new Map<string, string>();
    for (const { benchmark, tool } of tools)
      for (const machine of Object.values(machines))
        for (const settings of [smoke, standard, thorough])
          for (const { rawFile } of tool.commands(machine, settings)) {
            expect(owners.get(rawFile) ?? benchmark).toBe(benchmark);
            owners.set(rawFile, benchmark);
            expect(metadata.shape.committed.safeParse({ [rawFile]: 0 }).success).toBe(true);
          }
    expect(Array.from(owners.keys()).toSorted()).toEqual([
      "cpu_all.txt",
      "cpu_single.txt",
      "gpu_bandwidth.txt",
      "gpu_bandwidth_numa.txt",
      "gpu_compute.txt",
      "mem_latency.txt",
      "nccl_allreduce.txt",
      "nccl_log.txt",
      "stream.txt",
      "stream_numa.txt",
    ]);
  });

  test("of the GPU benchmarks load GPUs that the machine has, and bind nothing but for the node of the host memory", () => {
    for (const { benchmark, tool } of tools.filter(({ benchmark: id }) => /^gpu-|^nccl$/.test(id)))
      for (const machine of Object.values(machines).filter(({ gpus }) => gpus.devices.length > 0))
        for (const { gpus = [], binding, rawFile } of tool.commands(machine, standard)) {
          const known = machine.gpus.devices.map(({ index }) => index);
          expect(gpus.length).toBeGreaterThan(0);
          expect(known).toEqual(expect.arrayContaining([...gpus]));
          expect({ benchmark, bound: binding !== null }).toEqual({
            benchmark,
            bound: rawFile === "gpu_bandwidth_numa.txt",
          });
        }
  });

  test("end in time: each command may take far longer than it should", () => {
    for (const { tool } of tools)
      for (const machine of Object.values(machines))
        for (const settings of [smoke, standard, thorough])
          for (const { expectedSeconds, limitSeconds } of tool.commands(machine, settings)) {
            expect(expectedSeconds).toBeGreaterThan(0);
            expect(limitSeconds).toBeGreaterThan(3 * expectedSeconds);
            expect(Number.isFinite(limitSeconds)).toBe(true);
          }
  });

  test("set nothing in the environment on NVIDIA GPUs but for NCCL's log, which is not measured", () => {
    for (const { tool } of tools)
      for (const { environment, rawFile, notice } of tool.commands(twoNodesTwoH200, standard)) {
        expect(Object.keys(environment)).toEqual(
          rawFile === "nccl_log.txt" ? ["NCCL_DEBUG", "NCCL_DEBUG_SUBSYS"] : [],
        );
        expect(notice ?? "").not.toMatch(/HSA_|NCCL_/);
      }
  });

  test("do the same for the same machine and settings, and leave both alone", () => {
    for (const { tool } of tools)
      for (const machine of Object.values(machines)) {
        const before = structuredClone({ machine, standard });
        expect(tool.commands(machine, standard)).toEqual(tool.commands(machine, standard));
        expect({ machine, standard }).toEqual(before);
      }
  });
});
