import type { Benchmark, Command } from "../benchmarks/benchmark.ts";
import type { Settings } from "../benchmarks/settings.ts";
import type { MachineFacts } from "../machine/facts.ts";
import { commandEnvironment, loadsGpus } from "./command_environment.ts";
import { commandLine } from "./command_line.ts";
import {
  chooseTool,
  findOnPath,
  supportedTools,
  type FoundTool,
  type ProgramPlaces,
} from "./find_program.ts";
import { findTorchPython } from "./torch_python.ts";

/** A command as it will be executed. */
export interface PlannedCommand {
  readonly command: Command;
  readonly argv: readonly string[];
  /** Added to the inherited environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A benchmark that will be measured, in each round alike. */
export interface PlannedBenchmark extends FoundTool {
  readonly benchmark: Benchmark;
  readonly commands: readonly PlannedCommand[];
  readonly expectedSeconds: number;
}

interface NotMeasured {
  readonly benchmark: string;
  readonly because: string;
}

/** Everything that a run will do, decided before anything is measured. */
export interface Plan {
  readonly machine: MachineFacts;
  readonly settings: Settings;
  readonly planned: readonly PlannedBenchmark[];
  readonly skipped: readonly NotMeasured[];
  /** Those of `skipped` that lack a tool: a person can do something about it, and is told. */
  readonly withoutTool: readonly NotMeasured[];
  /** What lacks a tool that the run cannot do without. */
  readonly missing: readonly NotMeasured[];
}

/** A benchmark as it will be measured, or why it cannot be. */
async function planBenchmark(options: {
  readonly benchmark: Benchmark;
  readonly machine: MachineFacts;
  readonly settings: Settings;
  readonly places: ProgramPlaces;
}): Promise<PlannedBenchmark | { readonly because: string }> {
  const { benchmark, machine, settings } = options;
  const found = await chooseTool({ ...options, chosen: settings.tools[benchmark.id] });
  if ("because" in found) return found;
  const commands = found.tool.commands(machine, settings).map((command) => ({
    command,
    argv: commandLine(command, found, machine),
    environment: commandEnvironment(command, machine),
  }));
  if (commands.some(({ command }) => command.binding !== null) && findOnPath("numactl") === null)
    return { because: "numactl is not installed (apt-get install numactl)" };
  const expectedSeconds = commands.reduce((sum, { command }) => sum + command.expectedSeconds, 0);
  return { ...found, benchmark, commands, expectedSeconds };
}

/** Whether a benchmark is about GPUs, or has no tool for this machine at all: the rest of a run needs none of it. */
function isDispensable(benchmark: Benchmark, machine: MachineFacts, settings: Settings): boolean {
  const [tool] = supportedTools(benchmark, machine);
  return tool === undefined || tool.commands(machine, settings).some(loadsGpus);
}

/**
 * Chooses the tool of each benchmark and lists its commands. Benchmarks that do not apply are skipped, and so are those
 * of GPUs that lack a tool, unless a person asked for them: what GPU tools need is much to install for a run on CPUs.
 *
 * @param options.byName whether a person named the benchmarks
 */
export async function planRun(options: {
  readonly benchmarks: readonly Benchmark[];
  readonly machine: MachineFacts;
  readonly settings: Settings;
  readonly byName: boolean;
  readonly kernelsFolder: string;
  readonly scriptsFolder: string;
}): Promise<Plan> {
  const { machine, settings, byName, kernelsFolder, scriptsFolder } = options;
  // Asked at most once, and only where a script is in question: it starts each python3 there is.
  let python: string | null | undefined;
  const torchPython = (): string | null => {
    if (python === undefined) python = findTorchPython(process.env["PATH"] ?? "");
    return python;
  };
  const places: ProgramPlaces = { kernelsFolder, scriptsFolder, torchPython };
  const planned: PlannedBenchmark[] = [];
  const skipped: NotMeasured[] = [];
  const withoutTool: NotMeasured[] = [];
  const missing: NotMeasured[] = [];
  for (const benchmark of options.benchmarks) {
    const { id } = benchmark;
    const applicability = benchmark.applies(machine, settings);
    if (!applicability.applies) {
      skipped.push({ benchmark: id, because: applicability.because });
      continue;
    }
    const result = await planBenchmark({ benchmark, machine, settings, places });
    if (!("because" in result)) {
      planned.push(result);
      continue;
    }
    const lacking = { benchmark: id, because: result.because };
    const isAskedFor = byName || Object.hasOwn(settings.tools, id);
    if (isAskedFor || !isDispensable(benchmark, machine, settings)) missing.push(lacking);
    else {
      skipped.push(lacking);
      withoutTool.push(lacking);
    }
  }
  return { machine, settings, planned, skipped, withoutTool, missing };
}
