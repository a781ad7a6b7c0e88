import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { twoH200Guest } from "../machine/captured.ts";
import type { FileTree } from "../machine/file_tree.ts";
import { readLastRun, readSamples } from "./configuration_files.ts";
import { type FakeGpuMachine, type FakeGpus, fakeGpuMachine } from "./fake_gpu_machine.ts";
import { foreignTools, gpuKernels, nvidiaSmi } from "./fake_gpu_tools.ts";
import { patience } from "./launch.ts";
import { canUnshare } from "./mount_namespace.ts";
import { filesUnder } from "./snapshot.ts";

setDefaultTimeout(patience);

const ofGpus = ["gpu-compute", "gpu-bandwidth", "nccl"];
const asked = ["--profile", "smoke", "--tests", ["cpu-single", ...ofGpus].join(",")];
const emptyBus: FileTree = {};
const both = "the 2 GPUs at 0000:00:06.0, 0000:00:07.0";

const cutIntoSlices = nvidiaSmi({
  facts: `
echo '0, GPU-b38c76b7-8637-e19c-0988-2a2511330a06, NVIDIA H200, 00000000:00:06.0, 580.159.04, 143771, Enabled, Enabled, 700.00'
echo '1, GPU-d2b3cad4-9410-c308-5670-ee7630ae0a07, NVIDIA H200, 00000000:00:07.0, 580.159.04, 143771, Enabled, Disabled, 700.00'`,
  list: `
echo 'GPU 0: NVIDIA H200 (UUID: GPU-b38c76b7-8637-e19c-0988-2a2511330a06)'
echo '  MIG 3g.71gb     Device  0: (UUID: MIG-3c2b1a09-8f7e-5d6c-4b3a-291807f6e5d4)'
echo 'GPU 1: NVIDIA H200 (UUID: GPU-d2b3cad4-9410-c308-5670-ee7630ae0a07)'`,
});

const ofTwoModels = nvidiaSmi({
  facts: `
echo '0, GPU-b38c76b7-8637-e19c-0988-2a2511330a06, NVIDIA H200, 00000000:00:06.0, 580.159.04, 143771, Enabled, Disabled, 700.00'
echo '1, GPU-d2b3cad4-9410-c308-5670-ee7630ae0a07, NVIDIA H100 80GB HBM3, 00000000:00:07.0, 580.159.04, 81559, Enabled, Disabled, 700.00'`,
});

/** Whether what a container's engine, and not this machine, lacks is told of depends on where these tests run. */
const cannotBeUsed: Readonly<Record<string, { gpus: FakeGpus; because: RegExp }>> = {
  "GPUs without a driver": {
    gpus: {},
    because: new RegExp(`^${both} cannot be used: .*(install the NVIDIA driver|started without it, so )`),
  },
  "a driver without a GPU": {
    gpus: {
      bus: emptyBus,
      isDriverLoaded: true,
      programs: nvidiaSmi({ facts: "echo 'No devices were found'; exit 6" }),
    },
    because: /^the NVIDIA driver is loaded, but no NVIDIA GPU is on the PCI bus: give this machine one/,
  },
  "a driver that does not answer": {
    gpus: {
      programs: nvidiaSmi({
        facts:
          `echo "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the ` +
          `latest NVIDIA driver is installed and running."; exit 9`,
      }),
    },
    because: new RegExp(
      `^${both} cannot be used: nvidia-smi could not communicate with the NVIDIA driver, so load it \\(modprobe nvidia\\)`,
    ),
  },
  "GPUs that are lost": {
    gpus: {
      programs: nvidiaSmi({
        facts:
          "echo 'Unable to determine the device handle for GPU0: 0000:00:06.0: GPU is lost.  Reboot the system to " +
          "recover this GPU'; exit 15",
      }),
    },
    because: new RegExp(
      `^${both} cannot be used: .*GPU is lost.*reset it \\(nvidia-smi --gpu-reset\\) or reboot`,
    ),
  },
};

/** The CPU benchmark of a run was measured and kept, and no other. */
async function expectCpuKept(machine: FakeGpuMachine, gpu: string): Promise<void> {
  const { status, trials } = await readLastRun(machine.folder(gpu, "demo"));
  expect({ status, trials }).toMatchObject({
    status: "finished",
    trials: [{ benchmark: "cpu-single", round: 1, outcome: { status: "done" } }],
  });
  const samples = await readSamples(machine.folder(gpu, "demo"));
  expect(new Set(samples.map(({ benchmark }) => benchmark))).toEqual(new Set(["cpu-single"]));
}

/** Lines of stderr that warn. */
function warnings(stderr: string): string[] {
  return stderr.split("\n").filter((line) => line.startsWith("[warn] "));
}

describe.skipIf(!canUnshare())("GPUs that cannot be used", () => {
  test.each(Object.keys(cannotBeUsed))(
    "%s: a run says so once with the way out, skips their benchmarks and measures the rest",
    async (what) => {
      const { gpus, because } = cannotBeUsed[what] ?? { gpus: {}, because: /$^/ };
      await using machine = await fakeGpuMachine({ ...gpus, kernels: gpuKernels() });
      const { exitCode, stdout, stderr } = await machine.run("run", "demo", ...asked);
      expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
      const [warning = "", ...more] = warnings(stderr);
      expect(more).toEqual([]);
      expect(warning).toStartWith("[warn] GPUs: ");
      const sentence = warning.slice("[warn] GPUs: ".length);
      expect(sentence).toMatch(because);

      const run = await readLastRun(machine.folder("no-gpu", "demo"));
      expect(run.machine.gpus).toMatchObject({ devices: [], problem: sentence });
      expect(run.skipped).toEqual(ofGpus.map((benchmark) => ({ benchmark, because: sentence })));
      await expectCpuKept(machine, "no-gpu");

      const nothing = await machine.run("run", "nothing", "--tests", ofGpus.join(","));
      expect(nothing).toMatchObject({
        exitCode: 2,
        stderr: `[error] nothing to measure: ${ofGpus.join(", ")}: ${sentence}.\n`,
      });
      const list = await machine.run("list");
      expect(list.stdout).toContain(`does not apply here: ${sentence}\n`);
      const check = await machine.run("check");
      expect(check.stdout).toMatch(/^(spoils|note) +GPUs /m);
      expect(check.stdout).toContain(sentence);
    },
  );

  test("slices of a GPU (MIG) are no whole GPU: their benchmarks are skipped with the way out", async () => {
    await using machine = await fakeGpuMachine({ programs: cutIntoSlices, kernels: gpuKernels() });
    const { exitCode } = await machine.run("run", "demo", ...asked);
    expect(exitCode).toBe(0);
    const { skipped, machine: facts } = await readLastRun(machine.folder("nvidia-h200", "demo"));
    expect(facts.gpus.devices).toMatchObject([{ index: 0, address: "0000:00:06.0", mig: true }]);
    const because =
      "GPU 0 is cut into slices (MIG), of which a process sees one only; nvidia-smi -i 0000:00:06.0 -mig 0 makes it " +
      "whole again";
    expect(skipped).toEqual(ofGpus.map((benchmark) => ({ benchmark, because })));
    await expectCpuKept(machine, "nvidia-h200");
    const alone = await machine.run("run", "alone", "--tests", "nccl");
    expect(alone).toMatchObject({ exitCode: 2 });
    expect(alone.stderr).toContain(`nothing to measure: nccl: ${because}.`);
  });

  test("one GPU of two that is lost is left out, told of, and the other one measured", async () => {
    const programs = nvidiaSmi({
      facts: `
echo '0, GPU-b38c76b7-8637-e19c-0988-2a2511330a06, NVIDIA H200, 00000000:00:06.0, 580.159.04, 143771, Enabled, Disabled, 700.00'
echo '1, [GPU is lost], [GPU is lost], 00000000:00:07.0, 580.159.04, [GPU is lost], [GPU is lost], [GPU is lost], [GPU is lost]'`,
    });
    await using machine = await fakeGpuMachine({ programs, kernels: gpuKernels() });
    const { exitCode, stderr } = await machine.run("run", "demo", ...asked);
    expect(exitCode).toBe(0);
    expect(warnings(stderr)).toEqual([
      "[warn] GPUs: GPU 1 of nvidia-smi answers 'GPU is lost' and is left out: reset it (nvidia-smi --gpu-reset) or " +
        "reboot, and look for Xid in dmesg",
    ]);
    const { skipped } = await readLastRun(machine.folder("nvidia-h200", "demo"));
    expect(skipped).toEqual([{ benchmark: "nccl", because: "one GPU: there is nothing to reduce over" }]);
    const rates = (await readSamples(machine.folder("nvidia-h200", "demo"))).filter(
      ({ metric }) => metric === "gpu-compute.rate",
    );
    expect(rates.map(({ at }) => at)).toEqual([{ gpu: 0 }]);
  });
});

describe.skipIf(!canUnshare())("GPUs of different models", () => {
  test("are refused with their names, until their group is named", async () => {
    await using machine = await fakeGpuMachine({ programs: ofTwoModels, kernels: gpuKernels() });
    const refused = await machine.run("run", "demo", ...asked);
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    for (const words of ["NVIDIA H200", "NVIDIA H100 80GB HBM3", "--gpu"])
      expect(refused.stderr).toContain(words);
    expect(refused.stderr.trimEnd()).not.toContain("\n");
    expect(await filesUnder(machine.path)).toEqual([]);

    const named = await machine.run("run", "demo", ...asked, "--gpu", "mixed");
    expect(named).toMatchObject({ exitCode: 0 });
    const { machine: facts, trials } = await readLastRun(machine.folder("mixed", "demo"));
    expect(facts.gpus.devices.map(({ model }) => model)).toEqual(["NVIDIA H200", "NVIDIA H100 80GB HBM3"]);
    expect(trials.map(({ benchmark, outcome }) => [benchmark, outcome.status])).toEqual(
      ["cpu-single", ...ofGpus].map((id) => [id, "done"]),
    );
  });
});

describe.skipIf(!canUnshare())("GPUs that the host keeps for its guests", () => {
  const bus = Object.fromEntries(
    Object.entries(twoH200Guest).map(([path, content]) => [
      path,
      content.replace("DRIVER=nvidia\n", "DRIVER=vfio-pci\n"),
    ]),
  );
  const quick = ["--profile", "smoke", "--tests", "cpu-single,gpu-compute", "--no-report"];

  test("belong to no group until the guests' is named, which also ends the reminding", async () => {
    await using machine = await fakeGpuMachine({ bus, kernels: gpuKernels() });
    const unnamed = await machine.run("run", "demo", ...quick);
    expect(unnamed).toMatchObject({ exitCode: 0 });
    expect(warnings(unnamed.stderr)).toEqual([
      `[warn] GPUs: the host keeps ${both} for its guests (vfio-pci): measure there, and here name the group of the ` +
        "guests' results with --gpu",
    ]);
    await expectCpuKept(machine, "no-gpu");

    const named = await machine.run("run", "demo", ...quick, "--gpu", "nvidia-h200");
    expect(named).toMatchObject({ exitCode: 0 });
    expect(warnings(named.stderr)).toEqual([]);
    await expectCpuKept(machine, "nvidia-h200");
  });
});

describe.skipIf(!canUnshare())("GPU tools that are missing", () => {
  test("are told of with how to get them, and the rest is measured, unless they were asked for", async () => {
    const { matmul = "" } = gpuKernels();
    const { nvbandwidth = "" } = foreignTools;
    await using machine = await fakeGpuMachine({
      programs: { ...nvidiaSmi(), nvbandwidth },
      kernels: { matmul },
    });
    const { exitCode, stderr } = await machine.run("run", "demo", "--profile", "smoke");
    expect(exitCode).toBe(0);
    const because =
      "all_reduce is not built (make -C kernels, which takes CUDA's nvcc and NCCL), and all_reduce_perf is not on the " +
      "PATH (built from github.com/NVIDIA/nccl-tests, or github.com/ROCm/rccl-tests for AMD GPUs), and all_reduce.py " +
      "finds no python3 with torch (pip install torch)";
    expect(warnings(stderr)).toEqual([`[warn] nccl is skipped: ${because}`]);
    const { skipped, trials } = await readLastRun(machine.folder("nvidia-h200", "demo"));
    expect(skipped).toEqual([{ benchmark: "nccl", because }]);
    expect(trials.map(({ benchmark, tool, outcome }) => [benchmark, tool, outcome.status])).toEqual([
      ["cpu-single", "sysbench", "done"],
      ["cpu-all", "sysbench", "done"],
      ["stream", "vcpu-bench-stream", "done"],
      ["mem-latency", "vcpu-bench-pointer-chase", "done"],
      ["gpu-compute", "vcpu-bench-matmul", "done"],
      ["gpu-bandwidth", "nvbandwidth", "done"],
    ]);
    expect((await machine.run("check")).stdout).toContain(`${because}: nccl cannot be measured`);

    const refused = [
      ["--tests", "cpu-single,nccl"],
      ["--tool", "nccl=vcpu-bench-all-reduce-torch"],
      ["--tool", "gpu-bandwidth=bandwidthTest"],
    ];
    for (const words of refused) {
      const asking = await machine.run("run", "asked", "--profile", "smoke", ...words);
      expect(asking).toMatchObject({ exitCode: 2, stdout: "" });
      expect(asking.stderr).toMatch(/^\[error\] (nccl|gpu-bandwidth): .* (torch|PATH) .*\.\n$/);
    }
    expect((await filesUnder(machine.path)).filter((path) => path.includes("asked"))).toEqual([]);
  });
});
