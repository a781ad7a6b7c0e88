import { afterEach, describe, expect, test } from "bun:test";
import type { SystemFiles } from "../../src/machine/system_files.ts";
import { nothingWatched, type GpuSampler } from "../../src/runner/gpu_sampler.ts";
import { machineSampler } from "../../src/runner/machine_sampler.ts";
import { treeFiles } from "../machine/file_tree.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { fakeNvidiaSmi } from "./fake_nvidia_smi.ts";
import { gpu, withGpus } from "../machine/gpus/made_up.ts";
import { noFiles, smallMachine } from "./examples.ts";
import { until } from "./processes.ts";

const path = process.env["PATH"];
let sampler: GpuSampler | undefined;

afterEach(() => {
  sampler?.end();
  sampler = undefined;
  process.env["PATH"] = path;
});

/** What amdgpu shows of GPUs 2 and 3, how often it was read, and of which. */
function amdFiles(): { files: SystemFiles; reads: string[] } {
  const shown = treeFiles(
    Object.fromEntries(
      [2, 3].map((index) => [`/sys/bus/pci/devices/0000:0${index}:00.0/gpu_busy_percent`, "97\n"]),
    ),
  );
  const reads: string[] = [];
  const read = (file: string): string | null => {
    if (file.endsWith("gpu_busy_percent")) reads.push(file);
    return shown.read(file);
  };
  return { files: { ...shown, read }, reads };
}

describe("the sampler of a machine", () => {
  test("without GPUs sees nothing and starts nothing", () => {
    process.env["PATH"] = "/nonexistent";
    sampler = machineSampler(smallMachine, noFiles);
    expect(sampler.watch([0])()).toEqual(nothingWatched);
  });

  test("reads the watched AMD GPUs while it watches, and not after", async () => {
    const { files, reads } = amdFiles();
    const machine = withGpus(smallMachine, gpu(2, { vendor: "amd" }), gpu(3, { vendor: "amd" }));
    sampler = machineSampler(machine, files);
    const end = sampler.watch([3]);
    expect(reads).toEqual([]);
    await until(() => reads.length > 0);
    const { samples, ...rest } = end();
    expect(samples).toMatchObject([{ gpu: 3, utilizationPercent: 97 }]);
    expect(rest).toEqual({ printed: null, cpuSeconds: 0, notices: [] });
    const before = reads.length;
    await Bun.sleep(600);
    expect(reads.length).toBe(before);
  });

  test("of two vendors' GPUs brings together what is seen of each", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, "for (;;) { sample(); wait(); }");
    process.env["PATH"] = `${fake.path}:${path}`;
    const { files, reads } = amdFiles();
    const machine = withGpus(smallMachine, gpu(0), gpu(2, { vendor: "amd" }));
    sampler = machineSampler(machine, files);
    const end = sampler.watch([0, 2]);
    await until(() => reads.length > 0 && fake.samples() > 0);
    const { samples, printed } = end();
    expect(new Set(samples.map((sample) => sample.gpu))).toEqual(new Set([0, 2]));
    expect(printed?.argv[0]).toBe("nvidia-smi");
  });
});
