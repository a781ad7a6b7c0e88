import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Configuration } from "../../src/results/configuration.ts";
import { readTree } from "../../src/results/read_tree.ts";
import type { RecordedSample } from "../../src/results/sample.ts";
import { runGuest, type GuestResults } from "./guest.ts";
import type { Step } from "./payload.ts";
import { boundBlocks } from "./raw_blocks.ts";

const nodeMebibytes = 768;
/** What firmware and kernel keep of a node for themselves. */
const keptMebibytes = 64;
const nodeCpus = ["0-1", "2-3"];
/** Enough on either node for the largest memory of a smoke run. */
const nodeHugePages = [12, 10];
const allPairs = ["0→0", "0→1", "1→0", "1→1"];

const suite = ["./vcpu-bench", "--no-install"];
const programs = "/payload/programs";
const resultsFolder = "/out/results";

function run(config: string, ...more: readonly string[]): string[] {
  return [...suite, "run", config, "--profile", "smoke", "--results", resultsFolder, "--no-report", ...more];
}

/** With another numactl before the system's: the suite asks it for a binding, and it does only part of it. */
function withNumactlOf(folder: string, argv: readonly string[]): string[] {
  return ["env", `PATH=${programs}/${folder}:/usr/sbin:/usr/bin:/sbin:/bin:/payload/bin`, ...argv];
}

const steps: readonly Step[] = [
  { name: "list", argv: [...suite, "list"] },
  { name: "check", argv: [...suite, "check"] },
  { name: "dry-run", argv: run("dry", "--dry-run") },
  { name: "run", argv: run("bound") },
  {
    name: "run-memory-unbound",
    argv: withNumactlOf("numactl_without_memory", run("memory-unbound", "--tests", "stream")),
  },
  {
    name: "run-cpus-unbound",
    argv: withNumactlOf("numactl_without_cpus", run("cpus-unbound", "--tests", "mem-latency")),
  },
  { name: "return-huge-pages", argv: [`${programs}/reserve_huge_pages`, "0", "0"] },
  { name: "run-huge-pages-elsewhere", argv: run("huge-pages-elsewhere", "--tests", "mem-latency") },
];

let guest: GuestResults | undefined;

beforeAll(async () => {
  guest = await runGuest({
    hardware: {
      threadsPerCore: 2,
      nodeMebibytes: [nodeMebibytes, nodeMebibytes],
      remoteDistance: 21,
      nodeHugePages,
    },
    steps,
    limitSeconds: 15 * 60,
  });
}, 20 * 60_000);

afterAll(async () => {
  await guest?.remove();
});

function results(): GuestResults {
  if (guest === undefined) throw new Error("no guest has run");
  return guest;
}

async function configuration(name: string): Promise<Configuration> {
  const { configurations, problems } = await readTree(join(results().out, "results"));
  expect(problems).toEqual([]);
  const found = configurations.find(({ config }) => config === name);
  if (found === undefined) throw new Error(`the guest brought back no configuration '${name}'`);
  return found;
}

async function samplesOf(config: string, metric: string): Promise<RecordedSample[]> {
  const { samples } = await configuration(config);
  return samples.filter((sample) => sample.metric === metric);
}

/** The node pairs that a metric has samples of, sorted, as `cpuNode→memoryNode`. */
function pairsOf(samples: readonly RecordedSample[]): string[] {
  return [...new Set(samples.map(({ at }) => `${at["cpuNode"]}→${at["memoryNode"]}`))].toSorted();
}

async function rawFile(config: string, file: string): Promise<string> {
  return readFile(join(results().out, "results", "no-gpu", config, file), "utf8");
}

describe("the suite in a guest with two NUMA nodes", () => {
  test("measures everything but GPUs, which it has not", async () => {
    const { exitCode, stderr } = await results().step("run");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.any(String) });
    const measured = ["cpu-single", "cpu-all", "stream", "mem-latency"];
    const skipped = ["gpu-compute", "gpu-bandwidth", "nccl"];
    expect((await configuration("bound")).outcomes).toMatchObject([
      ...measured.map((benchmark) => ({ benchmark, status: "done", rounds: 1 })),
      ...skipped.map((benchmark) => ({ benchmark, status: "skipped", because: "no GPU" })),
    ]);
  });

  test("knows the CPUs, the nodes and the distances between them", async () => {
    const machine = (await configuration("bound")).machine;
    expect(machine).toMatchObject({
      architecture: "x86_64",
      cpu: { sockets: 2, cores: 2, threads: 4, online: "0-3", allowed: "0-3" },
      hypervisor: "qemu",
      container: { engine: null, cpuQuota: null },
    });
    expect(machine?.numa.nodes).toMatchObject([
      { id: 0, cpus: "0-1", distances: [10, 21] },
      { id: 1, cpus: "2-3", distances: [21, 10] },
    ]);
    for (const { memoryBytes } of machine?.numa.nodes ?? []) {
      expect(memoryBytes).toBeGreaterThan((nodeMebibytes - keptMebibytes) * 2 ** 20);
      expect(memoryBytes).toBeLessThanOrEqual(nodeMebibytes * 2 ** 20);
    }
  });

  test("knows the huge pages of each node", async () => {
    expect((await configuration("bound")).machine?.hugePages).toMatchObject({
      transparent: "always",
      pools: expect.arrayContaining([
        { pageBytes: 2 * 2 ** 20, reserved: 22, free: 22, reservedByNode: nodeHugePages },
      ]),
    });
  });

  test("keeps what the system's own tools say", async () => {
    expect(await rawFile("bound", "numa_topology.txt")).toMatch(/^ +1: +21 +10 *$/m);
    expect(await rawFile("bound", "cpu_topology.txt")).toMatch(/^ *Thread\(s\) per core: +2$/m);
    expect(await rawFile("bound", "hugepages.txt")).toMatch(/^HugePages_Total: +22$/m);
  });

  test("measures bandwidth of every CPU node with every memory node, and the penalty", async () => {
    expect(pairsOf(await samplesOf("bound", "stream-numa.rate"))).toEqual(allPairs);
    for (const metric of ["stream-numa.local", "stream-numa.remote", "stream-numa.penalty"])
      expect((await samplesOf("bound", metric)).map(({ at }) => at["kernel"])).toEqual([
        "copy",
        "scale",
        "add",
        "triad",
      ]);
  });

  test("measures latency of every CPU node with every memory node, and with each kind of page", async () => {
    expect(pairsOf(await samplesOf("bound", "mem-latency.numa"))).toEqual(allPairs);
    const kinds = (await samplesOf("bound", "mem-latency.load")).map(({ at }) => at["pages"]);
    expect(new Set(kinds)).toEqual(new Set(["base", "thp", "2M"]));
  });

  test.each(["stream_numa.txt", "mem_latency.txt"])("%s attests each binding", async (file) => {
    const blocks = boundBlocks(await rawFile("bound", file));
    const pairs = blocks.map(({ cpus, memoryNode }) => `${nodeCpus.indexOf(cpus)}→${memoryNode}`);
    expect([...new Set(pairs)].toSorted()).toEqual(allPairs);
    for (const { cpus, memoryNode, allowedCpus, placements } of blocks) {
      expect(allowedCpus).toBe(cpus);
      expect(placements).not.toEqual([]);
      for (const placement of placements)
        expect(placement).toMatch(memoryNode === 0 ? /^N0=[1-9]\d* N1=0 pages$/ : /^N0=0 N1=[1-9]\d* pages$/);
    }
  });

  test("says beforehand what applies, what is bound where, and what is short", async () => {
    const list = await results().step("list");
    expect(list).toMatchObject({ exitCode: 0, stderr: "" });
    const withoutGpu = Array.from(
      list.stdout.matchAll(/^(\S+) .*\n +does not apply here: no GPU$/gm),
      ([, id]) => id,
    );
    expect(withoutGpu).toEqual(["gpu-compute", "gpu-bandwidth", "nccl"]);
    expect(list.stdout.match(/does not apply/g)).toHaveLength(withoutGpu.length);

    const dryRun = await results().step("dry-run");
    expect(dryRun).toMatchObject({ exitCode: 0, stderr: "" });
    for (const cpus of nodeCpus)
      for (const memoryNode of [0, 1])
        expect(dryRun.stdout).toContain(`numactl --physcpubind=${cpus} --membind=${memoryNode} -- `);

    const check = await results().step("check");
    expect(check).toMatchObject({ exitCode: 3, stderr: "" });
    expect(check.stdout).toMatch(/^ok +memory binding /m);
    expect(check.stdout).toMatch(/^spoils +memory .*on node 0.*on node 1/m);
  });
});

describe("what was asked for and not done is failed, not a number", () => {
  test("memory that was not bound", async () => {
    expect((await results().step("run-memory-unbound")).exitCode).toBe(1);
    expect((await configuration("memory-unbound")).outcomes).toMatchObject([
      {
        benchmark: "stream",
        status: "failed",
        because: expect.stringMatching(/memory was asked onto node 1 but \d+ pages lay on node 0/),
      },
    ]);
    expect(pairsOf(await samplesOf("memory-unbound", "stream-numa.rate"))).toEqual(["0→0", "1→1"]);
    expect(await samplesOf("memory-unbound", "stream-numa.remote")).toEqual([]);
    expect(await samplesOf("memory-unbound", "stream-numa.penalty")).toEqual([]);
  });

  test("threads that were not bound", async () => {
    expect((await results().step("run-cpus-unbound")).exitCode).toBe(1);
    expect((await configuration("cpus-unbound")).outcomes).toMatchObject([
      {
        benchmark: "mem-latency",
        status: "failed",
        because: expect.stringMatching(
          /threads were asked onto node 0 \(CPUs 0-1\) but could run on CPUs 0-3/,
        ),
      },
    ]);
    expect((await configuration("cpus-unbound")).samples).toEqual([]);
  });

  test("huge pages that another node has", async () => {
    expect(await results().step("return-huge-pages")).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await results().step("run-huge-pages-elsewhere");
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.any(String) });
    const { machine, notices } = await configuration("huge-pages-elsewhere");
    expect(machine?.hugePages.pools).toContainEqual(expect.objectContaining({ reservedByNode: [0, 10] }));
    const kinds = (await samplesOf("huge-pages-elsewhere", "mem-latency.load")).map(({ at }) => at["pages"]);
    expect(new Set(kinds)).toEqual(new Set(["base", "thp"]));
    expect(notices.join("\n")).toMatch(/huge pages/);
  });
});
