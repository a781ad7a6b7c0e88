import type { Benchmark, Command, Tool } from "../../src/benchmarks/benchmark.ts";
import type { Settings } from "../../src/benchmarks/settings.ts";
import { readMachine } from "../../src/machine/read_machine.ts";
import type { SystemFiles } from "../../src/machine/system_files.ts";
import { nothingWatched, type GpuSampler } from "../../src/runner/gpu_sampler.ts";
import type { Plan, PlannedBenchmark } from "../../src/runner/plan.ts";
import { epycGuest, twoNodeGuest } from "../machine/captured.ts";
import { treeFiles } from "../machine/file_tree.ts";

/** Two CPUs, one node. */
export const smallMachine = readMachine(treeFiles(epycGuest));
/** Four CPUs, two nodes. */
export const twoNodeMachine = readMachine(treeFiles(twoNodeGuest));

export const settings: Settings = {
  profile: "standard",
  rounds: 3,
  tests: ["fake"],
  ncclMaxBytes: 1024 ** 3,
  tools: {},
  until: null,
};

/** A system that shows nothing. */
export const noFiles: SystemFiles = treeFiles({});

/** Sees nothing. */
export const noSampler: GpuSampler = { watch: () => () => nothingWatched, end() {} };

/** Arguments of sh that run a script. */
export function command(script: string, changes: Partial<Command> = {}): Command {
  return {
    arguments: ["-c", script],
    environment: {},
    binding: null,
    at: {},
    rawFile: "fake.txt",
    expectedSeconds: 2,
    limitSeconds: 60,
    ...changes,
  };
}

export const shell: Tool = {
  id: "shell",
  label: "a shell",
  program: { kind: "path", name: "sh", package: "dash" },
  versionArguments: ["-c", "echo shell 1.0; echo more"],
  commands: () => [command("echo 1")],
  parse: () => ({ samples: [], remarks: [] }),
};

export function benchmark(changes: Partial<Benchmark> = {}): Benchmark {
  return {
    id: "fake",
    title: "Fake",
    measures: "nothing",
    why: "To see the runner run.",
    metrics: [],
    headlines: [],
    charts: [],
    applies: () => ({ applies: true }),
    tools: [shell],
    ...changes,
  };
}

/** What a plan says of a benchmark whose one tool is sh with these commands. */
export function planned(commands: readonly Command[], changes: Partial<Benchmark> = {}): PlannedBenchmark {
  const fake = benchmark(changes);
  return {
    benchmark: fake,
    tool: fake.tools[0] ?? shell,
    path: "/bin/sh",
    interpreter: [],
    commands: commands.map((each) => ({
      command: each,
      argv: ["/bin/sh", ...each.arguments],
      environment: each.environment,
    })),
    expectedSeconds: commands.reduce((sum, each) => sum + each.expectedSeconds, 0),
  };
}

export function planOf(benchmarks: readonly PlannedBenchmark[], changes: Partial<Plan> = {}): Plan {
  return {
    machine: smallMachine,
    settings,
    planned: benchmarks,
    skipped: [],
    withoutTool: [],
    missing: [],
    ...changes,
  };
}
