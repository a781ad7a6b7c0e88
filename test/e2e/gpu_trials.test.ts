import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { RecordedSample } from "../../src/results/sample.ts";
import {
  readBlockNumbers,
  readLastRun,
  readMetadata,
  readSamples,
  trialNames,
} from "./configuration_files.ts";
import { type FakeGpuMachine, fakeGpuMachine } from "./fake_gpu_machine.ts";
import { foreignTools, gpuKernels, nvidiaSmi, torchPython, untilSampled } from "./fake_gpu_tools.ts";
import { patience } from "./launch.ts";
import { canUnshare } from "./mount_namespace.ts";
import { groupsEnd, membersOf, processesEndIn } from "./processes.ts";

setDefaultTimeout(patience);

const gpuBenchmarks = ["gpu-compute", "gpu-bandwidth", "nccl"];
const asked = ["--profile", "smoke", "--tests", ["cpu-single", ...gpuBenchmarks].join(",")];
const samplingKernels = gpuKernels({
  matmul: untilSampled,
  bandwidth: untilSampled,
  all_reduce: untilSampled,
});

/** Of the last run of `demo`, which all tests here measure. */
function folderOf(machine: FakeGpuMachine): string {
  return machine.folder("nvidia-h200", "demo");
}

function ofMetric(samples: readonly RecordedSample[], metric: string): RecordedSample[] {
  return samples.filter((sample) => sample.metric === metric);
}

/** The process numbers of the samplers that were started. */
async function samplersOf(machine: FakeGpuMachine): Promise<number[]> {
  return (await readFile(join(machine.state, "samplers"), "utf8")).trim().split("\n").map(Number);
}

/** Measures once a round, but in the second one of GPU 1 does this instead. */
function inRoundTwoOfGpu1(script: string): string {
  return `
if [ "$2" = 1 ]; then
  echo round >>"$FAKE/rounds"
  if [ "$(wc -l <"$FAKE/rounds")" -eq 2 ]; then ${script}; fi
fi`;
}

describe.skipIf(!canUnshare())("two H200 that are well", () => {
  test("are measured by our kernels, filed under their model, with the transport and what the GPUs did", async () => {
    await using machine = await fakeGpuMachine({ programs: nvidiaSmi(), kernels: samplingKernels });
    const { exitCode, stdout, stderr } = await machine.run("run", "demo", ...asked, "--rounds", "2");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    expect(stderr).not.toMatch(/warn/);
    const folder = folderOf(machine);
    const { machine: facts, tools, trials, skipped } = await readLastRun(folder);
    expect(facts.gpus).toMatchObject({
      devices: [
        { index: 0, model: "NVIDIA H200", address: "0000:00:06.0", numaNode: -1, ecc: true, mig: false },
        { index: 1, model: "NVIDIA H200", address: "0000:00:07.0", numaNode: -1, ecc: true, mig: false },
      ],
      driver: "580.159.04",
      runtime: "CUDA 13.0",
      interconnect: [{ from: 0, to: 1, link: "NV18" }],
      problem: null,
    });
    expect(skipped).toEqual([]);
    expect(tools.map(({ id, version }) => [id, version])).toEqual([
      ["sysbench", "sysbench 1.0.20"],
      ["vcpu-bench-matmul", "vcpu-bench matmul 1, cuBLAS 13.1.0"],
      ["vcpu-bench-bandwidth", "vcpu-bench bandwidth 1"],
      ["vcpu-bench-all-reduce", "vcpu-bench all_reduce 1, NCCL 2.28.3"],
    ]);
    expect(trialNames(await readMetadata(folder))).toEqual(
      [1, 2].flatMap((round) => ["cpu-single", ...gpuBenchmarks].map((id) => `${id} ${round}`)),
    );
    for (const { benchmark, outcome, gpuLoad, noise } of trials) {
      expect(outcome).toEqual({ status: "done" });
      expect(gpuLoad).toMatchObject(
        benchmark === "cpu-single"
          ? []
          : [0, 1].map((gpu) => ({
              gpu,
              throttleReasons: ["sw_power_cap"],
              pcieGeneration: 5,
              pcieWidth: 16,
            })),
      );
      for (const { samples, busySamples } of gpuLoad) {
        expect(samples).toBeGreaterThan(0);
        expect(busySamples).toBe(samples);
      }
      expect(noise.samplerCpuSeconds > 0).toBe(benchmark !== "cpu-single");
    }

    const samples = await readSamples(folder);
    for (const metric of ["gpu-compute.rate", "gpu-bandwidth.h2d", "gpu-bandwidth.d2d-best"])
      expect(ofMetric(samples, metric).map(({ at, round }) => [at["gpu"], round])).toEqual([
        [0, 1],
        [1, 1],
        [0, 2],
        [1, 2],
      ]);
    const reduced = samples.filter(({ benchmark }) => benchmark === "nccl");
    expect(reduced.length).toBeGreaterThan(0);
    expect(new Set(reduced.map(({ at }) => at["transport"]))).toEqual(new Set(["P2P/NVLink"]));
    const largest = reduced.find(({ at, metric }) => metric === "nccl.busbw" && at["size"] === 2 ** 30);
    expect(largest).toMatchObject({
      at: { ranks: 2 },
      conditions: { algorithm: "RING", protocol: "SIMPLE", channels: 24, nccl: "2.28.3+cuda13.0" },
    });

    for (const file of [
      "gpu_compute.txt",
      "gpu_bandwidth.txt",
      "nccl_allreduce.txt",
      "nccl_log.txt",
      "gpu_load.txt",
    ])
      expect(new Set(await readBlockNumbers(folder, file))).toEqual(new Set([1, 2]));
    const load = await readFile(join(folder, "gpu_load.txt"), "utf8");
    expect(load).toContain("nvidia-smi --id=0000:00:06.0,0000:00:07.0 --query-gpu=");
    expect(load).toContain("# while ");
    expect(load).toMatch(/^00000000:00:07\.0, 100, \d+, 3201, /m);
    expect(await readFile(join(folder, "gpu_topology.txt"), "utf8")).toContain("NV18");
    // One sampler for the whole run, and gone with it.
    expect(await samplersOf(machine)).toHaveLength(1);
  });
});

describe.skipIf(!canUnshare())("each GPU tool", () => {
  test.each([
    ["gpu-compute", "vcpu-bench-matmul", "gpu-compute.rate"],
    ["gpu-compute", "vcpu-bench-matmul-torch", "gpu-compute.rate"],
    ["gpu-bandwidth", "vcpu-bench-bandwidth", "gpu-bandwidth.h2d"],
    ["gpu-bandwidth", "nvbandwidth", "gpu-bandwidth.h2d"],
    ["gpu-bandwidth", "bandwidthTest", "gpu-bandwidth.h2d"],
    ["gpu-bandwidth", "vcpu-bench-bandwidth-torch", "gpu-bandwidth.h2d"],
    ["nccl", "vcpu-bench-all-reduce", "nccl.busbw-avg"],
    ["nccl", "nccl-tests", "nccl.busbw-avg"],
    ["nccl", "vcpu-bench-all-reduce-torch", "nccl.busbw-avg"],
  ])("of %s can be chosen: %s is used and named with every figure", async (benchmark, tool, metric) => {
    await using machine = await fakeGpuMachine({
      programs: { ...nvidiaSmi(), ...foreignTools, ...torchPython },
      kernels: gpuKernels(),
    });
    const chosen = ["--tests", benchmark, "--tool", `${benchmark}=${tool}`];
    const { exitCode, stderr } = await machine.run(
      "run",
      "demo",
      "--profile",
      "smoke",
      "--no-report",
      ...chosen,
    );
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    expect((await readLastRun(folderOf(machine))).tools).toMatchObject([{ benchmark, id: tool }]);
    const samples = await readSamples(folderOf(machine));
    expect(samples.every((sample) => sample.tool === tool)).toBe(true);
    const gpus = ofMetric(samples, metric).map(({ at }) => at["gpu"]);
    expect(gpus).toEqual(benchmark === "nccl" ? [undefined] : [0, 1]);
  });
});

describe.skipIf(!canUnshare())("a GPU that fails while it is measured", () => {
  const xid =
    "matmul: cudaStreamSynchronize(stream) failed: unspecified launch failure (cudaErrorLaunchFailure); if dmesg has " +
    "lines with NVRM: Xid, the GPU or its link failed: reset it or reboot";
  const noMemory =
    "matmul: cudaMalloc(&device, bytes) failed: out of memory (cudaErrorMemoryAllocation); not enough memory is free " +
    "on the GPU or for pinning: nvidia-smi shows who has it, ulimit -l what may be locked";

  test("because it is lost: the trial says so, the other GPU's figures and all other trials are kept", async () => {
    // Until the sampler's end has been seen, and not only come: a process that nobody waited for is still there.
    const lost = `
    touch "$FAKE/lost"
    while kill -0 "$(cat "$FAKE/samplers")" 2>/dev/null; do sleep 0.01; done
    echo '${xid}' >&2
    exit 1`;
    const kernels = gpuKernels({ matmul: `${untilSampled}\n${inRoundTwoOfGpu1(lost)}` });
    await using machine = await fakeGpuMachine({ programs: nvidiaSmi(), kernels });
    const { exitCode, stderr } = await machine.run("run", "demo", ...asked, "--rounds", "3");
    expect(exitCode).toBe(1);
    const because = `gpu 1: it ended with exit code 1: ${xid}`;
    expect(stderr).toContain(`[warn] gpu-compute failed in round 2: ${because}\n`);
    expect(stderr).toContain("1 trial failed");
    const notice =
      "nvidia-smi, which samples the GPUs, ended (exit code 15): 'Unable to determine the device handle for GPU1: " +
      "0000:00:07.0: GPU is lost.  Reboot the system to recover this GPU': what the GPUs do while they are loaded is " +
      "not known";
    expect(stderr.split(notice)).toHaveLength(2);

    const { status, trials } = await readLastRun(folderOf(machine));
    expect(status).toBe("finished");
    expect(trials).toHaveLength(12);
    const failed = trials.filter(({ outcome }) => outcome.status === "failed");
    expect(failed).toMatchObject([{ benchmark: "gpu-compute", round: 2, outcome: { because } }]);
    const [, lostLoad] = failed[0]?.gpuLoad ?? [];
    expect(lostLoad?.busySamples).toBe((lostLoad?.samples ?? 0) - 1);
    expect(trials.flatMap(({ notices }) => notices)).toEqual([notice]);
    expect(trials.at(-1)?.gpuLoad).toMatchObject([
      { gpu: 0, samples: 0, busySamples: 0, pcieGeneration: null },
      { gpu: 1, samples: 0, busySamples: 0, pcieGeneration: null },
    ]);
    const rates = ofMetric(await readSamples(folderOf(machine)), "gpu-compute.rate");
    expect(rates.map(({ round, at }) => [round, at["gpu"]])).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
      [3, 0],
      [3, 1],
    ]);
  });

  test("for want of its memory: the trial says so with the way out, all else is kept", async () => {
    const kernels = gpuKernels({ matmul: inRoundTwoOfGpu1(`echo '${noMemory}' >&2; exit 1`) });
    await using machine = await fakeGpuMachine({ programs: nvidiaSmi(), kernels });
    const { exitCode, stderr } = await machine.run("run", "demo", ...asked, "--rounds", "2");
    expect(exitCode).toBe(1);
    const because = `gpu 1: it ended with exit code 1: ${noMemory}`;
    expect(stderr).toContain(`[warn] gpu-compute failed in round 2: ${because}\n`);
    const { trials } = await readLastRun(folderOf(machine));
    expect(trials.map(({ benchmark, outcome }) => [benchmark, outcome.status])).toEqual([
      ["cpu-single", "done"],
      ["gpu-compute", "done"],
      ["gpu-bandwidth", "done"],
      ["nccl", "done"],
      ["cpu-single", "done"],
      ["gpu-compute", "failed"],
      ["gpu-bandwidth", "done"],
      ["nccl", "done"],
    ]);
    expect(trials.find(({ outcome }) => outcome.status === "failed")).toMatchObject({ outcome: { because } });
  });
});

describe.skipIf(!canUnshare())("a run on GPUs that is ended", () => {
  /** In its first round, all-reduce waits for a file that nobody makes but the test. */
  const waiting = gpuKernels({
    all_reduce: `
touch "$FAKE/started"
while [ ! -e "$FAKE/go" ]; do sleep 0.01; done`,
  });

  async function interrupted(machine: FakeGpuMachine, signal: NodeJS.Signals): Promise<number | null> {
    const running = machine.start("run", "demo", ...asked, "--rounds", "2");
    // The sampler is started first, but on a busy machine it may be the later one to run.
    for (const name of ["started", "samplers"])
      while (!existsSync(join(machine.state, name))) await Bun.sleep(10);
    const samplers = await samplersOf(machine);
    expect(samplers).toHaveLength(1);
    expect(await membersOf(samplers)).toEqual(samplers);
    running.signal(signal);
    const { exitCode } = await running.finished;
    await groupsEnd(samplers);
    await writeFile(join(machine.state, "go"), "");
    await processesEndIn(machine.path);
    return exitCode;
  }

  test.each([
    ["SIGINT", 130],
    ["SIGKILL", null],
  ] as const)("by %s takes its sampler along, and goes on where it was", async (signal, exitCode) => {
    await using machine = await fakeGpuMachine({ programs: nvidiaSmi(), kernels: waiting });
    expect(await interrupted(machine, signal)).toBe(exitCode);
    const kept = ["cpu-single 1", "gpu-compute 1", "gpu-bandwidth 1"];
    expect(trialNames(await readMetadata(folderOf(machine)))).toEqual(kept);
    const samples = await readSamples(folderOf(machine));

    expect(await machine.run("run", "demo", "--resume")).toMatchObject({ exitCode: 0 });
    expect(trialNames(await readMetadata(folderOf(machine)))).toEqual(
      [1, 2].flatMap((round) => ["cpu-single", ...gpuBenchmarks].map((id) => `${id} ${round}`)),
    );
    expect(await readLastRun(folderOf(machine))).toMatchObject({ id: 1, status: "finished" });
    expect((await readSamples(folderOf(machine))).slice(0, samples.length)).toEqual(samples);
  });
});
