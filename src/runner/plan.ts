import type { Benchmark, Command } from "../benchmarks/benchmark.ts";
import type { Settings } from "../benchmarks/settings.ts";
import type { MachineFacts } from "../machine/facts.ts";
import { commandLine } from "./command_line.ts";
import { findOnPath, findTool, missingTool, type FoundTool } from "./find_program.ts";

/** A command with the argument vector that will be executed. */
export interface PlannedCommand {
  readonly command: Command;
  readonly argv: readonly string[];
}

/** A benchmark that will be measured, in each round alike. */
export interface PlannedBenchmark extends FoundTool {
  readonly benchmark: Benchmark;
  readonly commands: readonly PlannedCommand[];
  readonly expectedSeconds: number;
}

/** Everything that a run will do, decided before anything is measured. */
export interface Plan {
  readonly machine: MachineFacts;
  readonly settings: Settings;
  readonly planned: readonly PlannedBenchmark[];
  readonly skipped: readonly { readonly benchmark: string; readonly because: string }[];
  readonly missing: readonly { readonly benchmark: string; readonly because: string }[];
}

/**
 * Chooses the tool of each benchmark and lists its commands. Benchmarks that do not apply are skipped; those whose
 * tools are missing are listed apart, because a person can do something about it.
 */
export async function planRun(options: {
  readonly benchmarks: readonly Benchmark[];
  readonly machine: MachineFacts;
  readonly settings: Settings;
  readonly kernelsFolder: string;
}): Promise<Plan> {
  const { machine, settings } = options;
  const planned: PlannedBenchmark[] = [];
  const skipped: { benchmark: string; because: string }[] = [];
  const missing: { benchmark: string; because: string }[] = [];
  for (const benchmark of options.benchmarks) {
    const applicability = benchmark.applies(machine, settings);
    if (!applicability.applies) {
      skipped.push({ benchmark: benchmark.id, because: applicability.because });
      continue;
    }
    const found = await findTool(benchmark, options.kernelsFolder);
    if (found === null) {
      missing.push({ benchmark: benchmark.id, because: missingTool(benchmark) });
      continue;
    }
    const commands = found.tool
      .commands(machine, settings)
      .map((command) => ({ command, argv: commandLine(command, found.path, machine) }));
    if (commands.some(({ command }) => command.binding !== null) && findOnPath("numactl") === null) {
      missing.push({
        benchmark: benchmark.id,
        because: "numactl is not installed (apt-get install numactl)",
      });
      continue;
    }
    planned.push({
      ...found,
      benchmark,
      commands,
      expectedSeconds: commands.reduce((sum, { command }) => sum + command.expectedSeconds, 0),
    });
  }
  return { machine, settings, planned, skipped, missing };
}
