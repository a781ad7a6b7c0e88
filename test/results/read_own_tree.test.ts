import { describe, expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Benchmark, Command, Output, Tool } from "../../src/benchmarks/benchmark.ts";
import { benchmarks, unitOf } from "../../src/benchmarks/index.ts";
import type { Sample } from "../../src/benchmarks/metric.ts";
import type { MachineFacts } from "../../src/machine/facts.ts";
import { parseNvidiaSample } from "../../src/machine/gpus/nvidia_sample.ts";
import type { Configuration } from "../../src/results/configuration.ts";
import { parseMetadata } from "../../src/results/folder.ts";
import type { Run } from "../../src/results/metadata.ts";
import { quoteForShell } from "../../src/runner/command_line.ts";
import { gpuLoads } from "../../src/runner/gpu_load.ts";
import { toolOf } from "../benchmarks/tool_of.ts";
import { readOwnTree, twoH200Folder } from "../own_tree.ts";

const { tree, configuration } = await readOwnTree();

type Trial = Run["trials"][number];

function onlyRun({ runs }: Configuration): Run {
  const [run, ...more] = runs;
  if (run === undefined || more.length > 0) throw new Error("not one run");
  return run;
}

const run = onlyRun(configuration);
const { machine } = run;

function benchmarkOf({ benchmark }: Trial): Benchmark {
  const found = benchmarks.find(({ id }) => id === benchmark);
  if (found === undefined) throw new Error(`no benchmark ${benchmark}`);
  return found;
}

/** What a raw file keeps: a text for each `# run N`, in order. */
async function blocksOf(file: string): Promise<{ round: number; text: string }[]> {
  const text = await readFile(join(twoH200Folder, file), "utf8");
  const [, ...parts] = text.split(/^# run (\d+)\n/m);
  return Array.from({ length: parts.length / 2 }, (_, i) => ({
    round: Number(parts[2 * i]),
    text: parts[2 * i + 1] ?? "",
  }));
}

/** What a command printed, from its raw file; `argv` tells it from others there. */
async function printed(command: Command, argv: readonly string[], round: number): Promise<string> {
  const [block, ...more] = (await blocksOf(command.rawFile)).filter((each) => each.round === round);
  if (block === undefined || more.length > 0) throw new Error(`not one block of round ${round}`);
  const [alone, ...several] = block.text.split(/^# command: /m);
  if (several.length === 0) return alone ?? "";
  const line = `${quoteForShell(argv)}\n`;
  const own = several.filter((part) => part.startsWith(line));
  if (own.length !== 1) throw new Error(`not one output of ${line}`);
  return (own[0] ?? "").slice(line.length);
}

/** The commands of a trial as they would be made for its machine now, each with how it was started then. */
function commandsOf(trial: Trial, tool: Tool, facts: MachineFacts): { command: Command; argv: string[] }[] {
  return tool.commands(facts, run.settings).map((command, i) => {
    const { argv } = trial.executions[i] ?? { argv: [] };
    return { command, argv: [...argv] };
  });
}

/** The samples of a trial, read once more from what its commands printed. */
async function samplesAgain(trial: Trial): Promise<Sample[]> {
  const benchmark = benchmarkOf(trial);
  const tool = toolOf(benchmark, trial.tool);
  const before: Output[] = [];
  const samples: Sample[] = [];
  for (const { command, argv } of commandsOf(trial, tool, machine)) {
    const output = {
      command,
      stdout: await printed(command, argv, trial.round),
      machine,
      before: [...before],
    };
    const reading = tool.parse(output);
    expect(reading.remarks).toEqual([]);
    samples.push(...reading.samples);
    before.push(output);
  }
  return [...samples, ...(benchmark.derive?.(samples, machine) ?? [])];
}

test("the tree is read without problems, and its run is whole", () => {
  expect(tree.problems).toEqual([]);
  expect(configuration).toMatchObject({
    gpu: "nvidia-h200",
    config: "gpus",
    source: "samples",
    profile: "standard",
    notices: [],
    outcomes: [
      { benchmark: "gpu-compute", status: "done", rounds: 2 },
      { benchmark: "gpu-bandwidth", status: "done", rounds: 2 },
      { benchmark: "nccl", status: "done", rounds: 2 },
    ],
  });
  expect(run).toMatchObject({ status: "finished", skipped: [] });
  expect(run.trials.map(({ round, benchmark }) => `${round} ${benchmark}`)).toEqual([
    "1 gpu-compute",
    "1 gpu-bandwidth",
    "1 nccl",
    "2 gpu-compute",
    "2 gpu-bandwidth",
    "2 nccl",
  ]);
  // A round: 4 of matmul and 8 of bandwidth for each GPU, 3 worst GPUs, 28 sizes twice with 3 figures, their mean.
  expect(configuration.samples).toHaveLength(2 * (2 * (4 + 8) + 3 + 28 * 2 * 3 + 1));
});

test("no file is shorter than what is committed of it", async () => {
  const text = await readFile(join(twoH200Folder, "metadata.json"), "utf8");
  for (const [file, length] of Object.entries(parseMetadata(text).committed))
    expect((await readFile(join(twoH200Folder, file))).length).toBe(length);
});

describe("what was measured", () => {
  test("was started with the arguments that the benchmarks still ask for", () => {
    for (const trial of run.trials) {
      const tool = toolOf(benchmarkOf(trial), trial.tool);
      const asked = commandsOf(trial, tool, machine);
      expect(asked).toHaveLength(trial.executions.length);
      for (const { command, argv } of asked) expect(argv.slice(1)).toEqual([...command.arguments]);
    }
  });

  test.each(run.trials.map((trial) => [trial.benchmark, trial.round, trial] as const))(
    "%s of round %i: its samples are what its raw files say",
    async (benchmark, round, trial) => {
      const kept = configuration.samples.filter(
        (sample) => sample.benchmark === benchmark && sample.round === round,
      );
      const again = await samplesAgain(trial);
      expect(again.length).toBeGreaterThan(0);
      expect(kept).toEqual(
        again.map((sample) => ({
          ...sample,
          run: 1,
          round,
          benchmark,
          unit: unitOf(sample.metric),
          tool: trial.tool,
        })),
      );
    },
  );

  test("is what the GPUs can do: FP32 without TF32, PCIe 5 ×16, and NVLink between them", () => {
    const valuesOf = (metric: string, size?: number): number[] =>
      configuration.samples.flatMap((sample) =>
        sample.metric === metric && sample.at["size"] === size ? sample.value : [],
      );
    expect(Math.max(...valuesOf("gpu-compute.rate"))).toBeCloseTo(51.28, 1);
    expect(valuesOf("gpu-bandwidth.h2d-worst")).toEqual([55.42, 55.41]);
    expect(valuesOf("nccl.busbw", 2 ** 30)).toEqual([327.19, 328.36, 331.75, 328.34]);
    expect(new Set(configuration.samples.flatMap(({ at }) => at["transport"] ?? []))).toEqual(
      new Set(["P2P/NVLink"]),
    );
  });
});

test("what the GPUs did in each trial is what the samples taken meanwhile say", async () => {
  const blocks = await blocksOf("gpu_load.txt");
  expect(blocks).toHaveLength(run.trials.length);
  for (const [i, trial] of run.trials.entries()) {
    const commands = commandsOf(trial, toolOf(benchmarkOf(trial), trial.tool), machine);
    const [, ...parts] = (blocks[i]?.text ?? "").split(/^# while /m);
    expect(parts).toHaveLength(commands.length);
    const samples = commands.flatMap(({ command: { gpus = [] }, argv }, place) => {
      const [ran, ...lines] = (parts[place] ?? "").trimEnd().split("\n");
      expect(ran).toBe(`${quoteForShell(argv)} ran`);
      const taken = lines.map((line) => parseNvidiaSample(line, machine.gpus.devices));
      expect(taken).not.toContain(null);
      return taken.flatMap((sample) => (sample !== null && gpus.includes(sample.gpu) ? sample : []));
    });
    const loaded = commands.flatMap(({ command: { gpus = [] } }) => gpus);
    expect(trial.gpuLoad).toEqual(gpuLoads(loaded, samples));
  }
});
