import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfiguration } from "../../src/results/read_configuration.ts";
import { fakeNvidiaSmi, sampleLine, type FakeNvidiaSmi } from "../runner/fake_nvidia_smi.ts";
import { processState, until } from "../runner/processes.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const endless = "for (;;) { sample(); wait(); }";

/** Starts to measure; the benchmark that loads a GPU is this shell script. */
function start(
  folder: string,
  fake: FakeNvidiaSmi,
  script: string,
): Bun.Subprocess<"ignore", "ignore", "pipe"> {
  const program = join(import.meta.dir, "measure_gpus.ts");
  return Bun.spawn([process.execPath, program, join(folder, "demo"), script], {
    env: { ...process.env, PATH: `${fake.path}:${process.env["PATH"]}` },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
}

async function allGone(fake: FakeNvidiaSmi): Promise<void> {
  const pids = await fake.pids();
  await until(() => pids.every((pid) => [null, "Z"].includes(processState(pid))));
}

describe("measuring what loads a GPU", () => {
  test("keeps what the GPU did, and leaves nothing that runs", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, endless);
    const count = `$(cat ${join(folder.path, "samples")} 2>/dev/null | wc -l)`;
    // Until there are three samples more than at its start.
    const script = `n=${count}; while [ ${count} -lt $((n + 3)) ]; do :; done`;
    const child = start(folder.path, fake, script);
    const stderr = await new Response(child.stderr).text();
    expect(await child.exited).toBe(0);
    expect(stderr).toContain("nccl is skipped: all_reduce is not built");
    await allGone(fake);
    expect(await fake.pids()).toHaveLength(1);

    const directory = join(folder.path, "demo");
    const { configuration, problems } = await readConfiguration({ gpu: "g", config: "c", directory });
    expect(problems).toEqual([]);
    expect(configuration.gpuLoad.map(({ benchmark, round, load }) => [benchmark, round, load.gpu])).toEqual([
      ["gpu", 1, 1],
      ["gpu", 2, 1],
    ]);
    for (const { load } of configuration.gpuLoad) {
      expect(load.busySamples).toBeGreaterThanOrEqual(2);
      expect(load).toMatchObject({ throttleReasons: ["sw_power_cap"], pcieGeneration: 5, pcieWidth: 16 });
    }
    const [first, second] = configuration.gpuLoad;
    expect(first?.load.smClockMHz?.max).toBeLessThan(second?.load.smClockMHz?.min ?? 0);
    const trials = configuration.runs[0]?.trials ?? [];
    expect(trials.map(({ benchmark, noise }) => [benchmark, noise.samplerCpuSeconds > 0])).toEqual([
      ["gpu", true],
      ["cpu", false],
      ["gpu", true],
      ["cpu", false],
    ]);
    expect(trials[0]?.executions[0]?.environment).toEqual({});
    const raw = await Bun.file(join(directory, "gpu_load.txt")).text();
    expect(raw).toStartWith("# run 1\n# nvidia-smi --id=0000:00:00.0,0000:01:00.0 ");
    expect(raw).toContain(` ran\n${sampleLine(0, 1)}\n${sampleLine(1, 1)}\n`);
    expect(raw).toContain("\n# run 2\n# nvidia-smi ");
  });

  test("that is interrupted leaves nothing that runs", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, endless);
    const begun = join(folder.path, "begun");
    const child = start(folder.path, fake, `: >${begun}; exec sleep 1000`);
    await until(() => existsSync(begun) && fake.samples() > 0);
    child.kill("SIGINT");
    await child.exited;
    expect(child.exitCode).toBe(130);
    await allGone(fake);
  });

  test("goes on when nvidia-smi dies, and says so once", async () => {
    await using folder = await temporaryFolder();
    const fake = await fakeNvidiaSmi(folder.path, "sample(); process.exit(15);");
    const pids = join(folder.path, "pids");
    const script = `while [ ! -s ${pids} ] || kill -0 $(cat ${pids}) 2>/dev/null; do :; done`;
    const child = start(folder.path, fake, script);
    const stderr = await new Response(child.stderr).text();
    expect(await child.exited).toBe(0);
    expect(stderr.match(/nvidia-smi, which samples the GPUs, ended \(exit code 15\)/g)).toHaveLength(1);
    const directory = join(folder.path, "demo");
    const { configuration } = await readConfiguration({ gpu: "g", config: "c", directory });
    expect(configuration.outcomes).toEqual([
      { benchmark: "gpu", status: "done", rounds: 2 },
      { benchmark: "cpu", status: "done", rounds: 2 },
    ]);
  });
});
