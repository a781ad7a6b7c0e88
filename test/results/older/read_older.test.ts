import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../../src/benchmarks/index.ts";
import { formatCoordinates, parseCoordinates } from "../../../src/results/coordinates.ts";
import { olderFiles } from "../../../src/results/older/file_names.ts";
import { readOlder } from "../../../src/results/older/read_older.ts";
import { damage, seededRandom } from "../../benchmarks/formats/broken_output.ts";

const fixtures = join(import.meta.dir, "../../fixtures/older");

function filesOf(gpu: string, config: string): Map<string, string> {
  const folder = join(fixtures, gpu, config);
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

const complete = filesOf("nvidia-h200", "pin-numa.constructed");
const broken = filesOf("amd-mi350x", "unpinned.constructed");

function read(files: ReadonlyMap<string, string>) {
  return readOlder({ gpu: "g", config: "pin-numa.constructed", directory: "results/g/c", files });
}

function only(name: string, text: string) {
  return read(new Map([[name, text]]));
}

test("the files that are taken", () => {
  expect(Array.from(olderFiles).toSorted()).toEqual([
    "cpu_all.txt",
    "cpu_single.txt",
    "gpu_bandwidth.txt",
    "gpu_compute.txt",
    "mem_latency.txt",
    "metadata.json",
    "nccl_allreduce.txt",
    "stream.txt",
    "stream_numa_local.txt",
    "stream_numa_remote.txt",
  ]);
});

describe("a complete tree", () => {
  const { configuration, problems } = read(complete);
  const { samples } = configuration;
  const find = (metric: string, at: string) =>
    samples.filter((sample) => sample.metric === metric && formatCoordinates(sample.at) === at);

  test("is read without a problem", () => {
    expect(problems).toEqual([]);
    expect(configuration).toMatchObject({
      gpu: "g",
      config: "pin-numa.constructed",
      source: "older",
      directory: "results/g/c",
      startedAt: "2026-03-14T09:26:53+00:00",
      profile: null,
      machine: null,
      runs: [],
      noise: [],
    });
  });

  test("every benchmark is done, in as many rounds as there were runs", () => {
    expect(configuration.outcomes).toEqual([
      { benchmark: "cpu-single", status: "done", rounds: 1 },
      { benchmark: "cpu-all", status: "done", rounds: 1 },
      { benchmark: "stream", status: "done", rounds: 1 },
      { benchmark: "stream-membind", status: "done", rounds: 1 },
      { benchmark: "mem-latency", status: "done", rounds: 1 },
      { benchmark: "gpu-compute", status: "done", rounds: 1 },
      { benchmark: "gpu-bandwidth", status: "done", rounds: 5 },
      { benchmark: "nccl", status: "done", rounds: 1 },
    ]);
  });

  test("metrics, units and benchmarks are the suite's own", () => {
    for (const sample of samples) {
      const entry = catalogue.find(({ id }) => id === sample.benchmark);
      expect(entry?.metrics.find(({ id }) => id === sample.metric)?.unit).toBe(sample.unit);
      expect(parseCoordinates(formatCoordinates(sample.at))).toEqual(sample.at);
      expect(sample.run).toBe(1);
    }
  });

  test("the tools are named as what they were", () => {
    const tools = new Map(samples.map(({ benchmark, tool }) => [benchmark, tool]));
    expect(Object.fromEntries(tools)).toEqual({
      "cpu-single": "sysbench",
      "cpu-all": "sysbench",
      stream: "stream-official",
      "stream-membind": "stream-official",
      "mem-latency": "older-pointer-chase",
      "gpu-compute": "torch",
      "gpu-bandwidth": "bandwidthTest",
      nccl: "older-nccl-tests",
    });
  });

  test("values", () => {
    expect(find("cpu-single.rate", "")[0]?.value).toBe(4446.13);
    expect(find("stream.rate", "elements=5000000 kernel=triad")[0]?.value).toBe(42445.3);
    expect(find("mem-latency.load", "pages=system size=536870912")[0]?.value).toBe(357.6);
    expect(find("gpu-compute.time-mean", "gpu=0")[0]?.value).toBeCloseTo(21.44, 10);
    expect(find("gpu-bandwidth.h2d", "gpu=0").map(({ round, value }) => [round, value])).toEqual([
      [1, 54.6],
      [2, 54.9],
      [3, 54.8],
      [4, 54.9],
      [5, 54.7],
    ]);
    expect(find("nccl.busbw", "place=out size=1073741824")).toHaveLength(1);
  });

  test("STREAM with bound memory is not taken for local and remote", () => {
    expect(samples.filter(({ metric }) => metric.startsWith("stream-numa"))).toEqual([]);
    expect(find("stream-membind.rate", "kernel=copy memoryNode=0")).toHaveLength(1);
    expect(find("stream-membind.rate", "kernel=copy memoryNode=1")).toHaveLength(1);
    expect(configuration.notices.join("\n")).toContain("neither is local or remote");
  });

  test("bandwidthTest's device to device figure is halved, and said to be", () => {
    expect(find("gpu-bandwidth.d2d", "gpu=0")[0]?.value).toBe(1580.1);
    expect(configuration.notices.join("\n")).toContain("is shown halved");
  });

  test("what makes them unlike ours is said once", () => {
    expect(configuration.notices).toHaveLength(4);
  });
});

describe("a tree with failures", () => {
  const { configuration, problems } = read(broken);

  test("a tool that failed is a failed benchmark with what it printed, and no problem", () => {
    expect(configuration.outcomes[0]).toEqual({
      benchmark: "cpu-single",
      status: "failed",
      because: "it printed no results",
      output: "./run_vcpu_benchmark.sh: line 52: sysbench: command not found",
      failedRounds: 1,
      rounds: 1,
    });
    expect(configuration.outcomes.find(({ benchmark }) => benchmark === "gpu-compute")).toMatchObject({
      status: "failed",
      output: expect.stringContaining("ModuleNotFoundError"),
    });
  });

  test("files that cannot be read are named with the reason", () => {
    expect(problems).toEqual([
      { path: "results/g/c/metadata.json", because: "it is not JSON, or not all of it" },
      {
        path: "results/g/c/cpu_all.txt",
        because: expect.stringContaining("'events (avg/stddev):           8773.'"),
      },
      { path: "results/g/c/stream.txt", because: "it is empty" },
    ]);
    expect(configuration.startedAt).toBeNull();
  });

  test("the rest is there, every GPU in every run", () => {
    const h2d = configuration.samples.filter(({ metric }) => metric === "gpu-bandwidth.h2d");
    expect(h2d).toHaveLength(10);
    expect(new Set(h2d.map(({ tool }) => tool))).toEqual(new Set(["torch"]));
    expect(configuration.notices.join("\n")).not.toContain("halved");
    expect(configuration.samples.some(({ tool }) => tool === "older-rccl-tests")).toBe(true);
  });
});

describe("single files", () => {
  const bandwidth = complete.get("gpu_bandwidth.txt") ?? "";
  const sysbench = complete.get("cpu_single.txt") ?? "";

  test("one run of several that failed", () => {
    const text = bandwidth.replace(/# run 3\n[^]*# run 4\n/, "# run 3\ncudaErrorNoDevice\n# run 4\n");
    const { configuration, problems } = only("gpu_bandwidth.txt", text);
    expect(problems).toEqual([]);
    expect(configuration.outcomes).toEqual([
      {
        benchmark: "gpu-bandwidth",
        status: "failed",
        because: "it printed no results",
        output: "cudaErrorNoDevice",
        failedRounds: 1,
        rounds: 5,
      },
    ]);
    expect(new Set(configuration.samples.map(({ round }) => round))).toEqual(new Set([1, 2, 4, 5]));
  });

  test("one run of several that cannot be read is named", () => {
    const { problems } = only("gpu_bandwidth.txt", bandwidth.replace("54.8", "nan"));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.because).toStartWith("run 3: ");
  });

  test("an introduction is not a run, a run that nobody numbered is", () => {
    const intro = only("cpu_single.txt", `started by hand\n# run 1\n${sysbench}`);
    expect(intro.configuration.outcomes).toEqual([{ benchmark: "cpu-single", status: "done", rounds: 1 }]);
    const appended = only("cpu_single.txt", `${sysbench}# run 2\n${sysbench}`);
    expect(appended.configuration.outcomes).toEqual([{ benchmark: "cpu-single", status: "done", rounds: 2 }]);
  });

  test("a latency curve that ends early is shown and told of", () => {
    const lines = (complete.get("mem_latency.txt") ?? "").split("\n").slice(0, 4);
    const { configuration, problems } = only("mem_latency.txt", `${lines.join("\n")}\n`);
    expect(configuration.samples).toHaveLength(3);
    expect(problems).toEqual([
      { path: "results/g/c/mem_latency.txt", because: "the curve ends at 16384 bytes instead of 536870912" },
    ]);
  });

  test("bandwidth of a tool that is not known", () => {
    const { problems } = only("gpu_bandwidth.txt", "Unidirectional copy peak bandwidth GB/s\n");
    expect(problems[0]?.because).toBe("the output is neither bandwidthTest's nor the PyTorch script's");
  });

  test("a folder that was renamed", () => {
    const { configuration } = only("metadata.json", '{"config": "old-name"}');
    expect(configuration.notices).toEqual(["metadata.json calls this configuration 'old-name'"]);
  });

  test.each(["[]", "null", '{"config": 3}', "{", ""])("metadata.json as %j", (text) => {
    const { configuration, problems } = read(new Map([...complete, ["metadata.json", text]]));
    expect(problems.map(({ path }) => path)).toEqual(["results/g/c/metadata.json"]);
    expect(configuration.samples.length).toBeGreaterThan(200);
  });

  test("a time that is none is left out", () => {
    expect(only("metadata.json", '{"timestamp": "yesterday"}').configuration.startedAt).toBeNull();
    expect(only("metadata.json", '{"timestamp": "2026-03-14 09:26"}').configuration.startedAt).toBe(
      "2026-03-14T09:26",
    );
  });
});

test("damaged trees are read as far as they go", () => {
  const random = seededRandom(9);
  for (let i = 0; i < 300; i += 1) {
    read(new Map(Array.from(complete, ([name, text]) => [name, damage(text, random)])));
  }
});
