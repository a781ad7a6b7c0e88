import { afterEach, describe, expect, test } from "bun:test";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemFiles } from "../../src/machine/system_files.ts";
import { nothingWatched, type GpuSampler, type Watched } from "../../src/runner/gpu_sampler.ts";
import { nvidiaSampler } from "../../src/runner/nvidia_sampler.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { gpu } from "../machine/gpus/made_up.ts";
import { fakeNvidiaSmi, sampleLine } from "./fake_nvidia_smi.ts";
import { processState, until } from "./processes.ts";

const path = process.env["PATH"];
const endless = "for (;;) { sample(); wait(); }";
let sampler: GpuSampler | undefined;

afterEach(() => {
  sampler?.end();
  sampler = undefined;
  process.env["PATH"] = path;
});

/** A sampler of GPUs 0 and 1 that finds nvidia-smi in a folder in front of all others. */
function samplerWith(folder: string): GpuSampler {
  process.env["PATH"] = `${folder}:${path}`;
  sampler = nvidiaSampler([gpu(0), gpu(1)], systemFiles());
  return sampler;
}

function clocks({ samples }: Watched, index: number): number[] {
  return samples.filter((sample) => sample.gpu === index).map(({ smClockMHz }) => smClockMHz ?? NaN);
}

/** Ascending by one, none left out. */
function isGapless(numbers: readonly number[]): boolean {
  return numbers.every((number, place) => number === (numbers[0] ?? 0) + place);
}

describe("sampling by nvidia-smi", () => {
  test("sees what it prints while it watches, and keeps it untouched", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, endless);
    const end = samplerWith(fake.path).watch([0, 1]);
    await until(() => fake.samples() >= 3);
    const watched = end();
    expect(clocks(watched, 0).slice(0, 3)).toEqual([1, 2, 3]);
    expect(watched.samples[1]).toEqual({
      gpu: 1,
      utilizationPercent: 100,
      smClockMHz: 1,
      memoryClockMHz: 3201,
      temperatureC: 57,
      powerWatts: 665.81,
      throttleReasons: ["sw_power_cap"],
      pcieGeneration: 5,
      pcieWidth: 16,
    });
    expect(watched.notices).toEqual([]);
    expect(watched.cpuSeconds).toBeGreaterThan(0);
    expect(watched.printed?.argv[0]).toBe("nvidia-smi");
    expect(watched.printed?.argv).toContain("--loop-ms=500");
    expect(watched.printed?.text).toStartWith(`${sampleLine(0, 1)}\n${sampleLine(1, 1)}\n`);
  });

  test("is one process for a whole run, which is still between the watches and gone at its end", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, endless);
    const own = samplerWith(fake.path);
    const seen: number[][] = [];
    let cpuSeconds = 0;
    for (let turn = 0; turn < 3; turn += 1) {
      const before = fake.samples();
      const end = own.watch([1]);
      await until(() => fake.samples() >= before + 3);
      const watched = end();
      cpuSeconds += watched.cpuSeconds;
      seen.push(clocks(watched, 1));
      const [pid = 0] = await fake.pids();
      await until(() => processState(pid) === "T");
    }
    const pids = await fake.pids();
    expect(pids).toHaveLength(1);
    expect(seen.every((numbers) => numbers.length >= 2 && isGapless(numbers))).toBe(true);
    expect(seen.flat()).toEqual(Array.from(new Set(seen.flat())).toSorted((a, b) => a - b));
    own.end();
    await until(() => pids.every((pid) => [null, "Z"].includes(processState(pid))));
    expect(cpuSeconds).toBeGreaterThan(0);
  });

  test("is not started where no GPU is watched", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, endless);
    samplerWith(fake.path).end();
    expect(await Bun.file(join(folder.path, "pids")).exists()).toBe(false);
  });

  test("tells of the watched GPUs alone", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, endless);
    const end = samplerWith(fake.path).watch([1]);
    await until(() => fake.samples() >= 2);
    const watched = end();
    expect(clocks(watched, 0)).toEqual([]);
    expect(clocks(watched, 1).length).toBeGreaterThanOrEqual(2);
    expect(watched.printed?.text).toContain(sampleLine(0, 1));
  });
});

describe("where sampling goes wrong, the rest goes on and it is told once:", () => {
  const unknown = "what the GPUs do while they are loaded is not known";

  test("nvidia-smi that is missing", () => {
    sampler = nvidiaSampler([gpu(0)], systemFiles());
    process.env["PATH"] = "/nonexistent";
    expect(sampler.watch([0])()).toEqual({
      ...nothingWatched,
      notices: [`nvidia-smi is not on PATH: ${unknown}`],
    });
    expect(sampler.watch([0])()).toEqual(nothingWatched);
  });

  test("nvidia-smi that cannot be started", async () => {
    await using folder = await temporaryFolder();
    const bin = join(folder.path, "bin");
    await mkdir(bin);
    await writeFile(join(bin, "nvidia-smi"), "\u007FELF, but not really");
    await chmod(join(bin, "nvidia-smi"), 0o755);
    process.env["PATH"] = bin;
    sampler = nvidiaSampler([gpu(0)], systemFiles());
    const { notices, samples } = sampler.watch([0])();
    expect(samples).toEqual([]);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toStartWith("nvidia-smi cannot be started: ");
    expect(notices[0]).toEndWith(`: ${unknown}`);
    expect(sampler.watch([0])()).toEqual(nothingWatched);
  });

  test("nvidia-smi that dies, with its last words", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(
      folder.path,
      'sample(); print("Unable to determine the device handle for GPU0: GPU is lost."); process.exit(15);',
    );
    const own = samplerWith(fake.path);
    const end = own.watch([0]);
    await until(() => fake.samples() === 1);
    const [pid = 0] = await fake.pids();
    // Gone for good once this program has taken notice.
    await until(() => processState(pid) === null);
    const watched = end();
    expect(clocks(watched, 0)).toEqual([1]);
    expect(watched.notices).toEqual([
      "nvidia-smi, which samples the GPUs, ended (exit code 15): 'Unable to determine the device handle for GPU0: " +
        `GPU is lost.': ${unknown}`,
    ]);
    expect(own.watch([0])()).toEqual(nothingWatched);
    expect(await fake.pids()).toHaveLength(1);
  });

  test("lines that are no samples, which are left out", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(
      folder.path,
      `for (;;) { print("\\u001B[31mwhat?"); print(""); sample(); wait(); }`,
    );
    const own = samplerWith(fake.path);
    const notices: string[] = [];
    for (let turn = 1; turn <= 2; turn += 1) {
      const before = fake.samples();
      const end = own.watch([0]);
      await until(() => fake.samples() >= before + 3);
      const watched = end();
      expect(clocks(watched, 0).length).toBeGreaterThanOrEqual(2);
      notices.push(...watched.notices);
    }
    expect(notices).toEqual([String.raw`nvidia-smi printed what is no sample of a GPU: '\u{1b}[31mwhat?'`]);
  });
});
