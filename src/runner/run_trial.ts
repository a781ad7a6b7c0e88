import { messageOf } from "../caught.ts";
import type { Output } from "../benchmarks/benchmark.ts";
import type { Sample } from "../benchmarks/metric.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { GpuSample } from "../machine/gpus/gpu_sample.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { loadsGpus } from "./command_environment.ts";
import { judgeCommand } from "./command_result.ts";
import { gpuLoads } from "./gpu_load.ts";
import { gpuLoadOutput, type CommandWatched } from "./gpu_load_file.ts";
import { nothingWatched, type GpuSampler, type Watched } from "./gpu_sampler.ts";
import { noiseBetween, readCounters } from "./noise.ts";
import type { PlannedBenchmark, PlannedCommand } from "./plan.ts";
import { runProcessGroup, type Ended } from "./process_group.ts";
import type { Execution, FinishedTrial, Outcome, RawOutput } from "./trial.ts";

async function start(
  { command, argv, environment }: PlannedCommand,
  signal: AbortSignal,
): Promise<Ended | { readonly cannotStart: string }> {
  try {
    return await runProcessGroup({ argv, environment, limitSeconds: command.limitSeconds, signal });
  } catch (error) {
    return { cannotStart: `${argv[0]} cannot be started: ${messageOf(error)}` };
  }
}

/** Runs a command, and watches the GPUs that it loads. */
async function startWatched(
  planned: PlannedCommand,
  sampler: GpuSampler,
  signal: AbortSignal,
): Promise<{ ended: Awaited<ReturnType<typeof start>>; watched: Watched }> {
  if (!loadsGpus(planned.command)) return { ended: await start(planned, signal), watched: nothingWatched };
  const endWatch = sampler.watch(planned.command.gpus ?? []);
  const ended = await start(planned, signal);
  return { ended, watched: endWatch() };
}

function outcomeOf(failures: readonly { because: string; output: string }[]): Outcome {
  const first = failures[0];
  if (first === undefined) return { status: "done" };
  const others = failures.length === 1 ? "" : ` (and ${failures.length - 1} more of its commands failed)`;
  return { status: "failed", because: first.because + others, output: first.output };
}

/**
 * Runs one benchmark's commands of one round, one after the other. A command that fails does not keep the others
 * from running, and what they measured is kept.
 *
 * @returns null when `signal` aborted it: a trial that was cut short is no trial.
 */
export async function runTrial(options: {
  readonly planned: PlannedBenchmark;
  readonly round: number;
  readonly machine: MachineFacts;
  readonly files: SystemFiles;
  readonly sampler: GpuSampler;
  readonly signal: AbortSignal;
}): Promise<FinishedTrial | null> {
  const { planned, round, machine, files, sampler, signal } = options;
  const startedAt = new Date().toISOString();
  const before = readCounters(files, machine.cpu.allowed);
  const executions: Execution[] = [];
  const raw: RawOutput[] = [];
  const samples: Sample[] = [];
  const notices: string[] = [];
  const ends: Ended[] = [];
  const failures: { because: string; output: string }[] = [];
  const readable: Output[] = [];
  const gpuSamples: GpuSample[] = [];
  const gpusWatched: CommandWatched[] = [];
  let samplerCpuSeconds = 0;

  for (const plannedCommand of planned.commands) {
    const { command, argv, environment } = plannedCommand;
    const { ended, watched } = await startWatched(plannedCommand, sampler, signal);
    if (signal.aborted) return null;
    gpuSamples.push(...watched.samples);
    gpusWatched.push({ argv, printed: watched.printed });
    samplerCpuSeconds += watched.cpuSeconds;
    notices.push(...watched.notices);
    if ("cannotStart" in ended) {
      failures.push({ because: ended.cannotStart, output: "" });
      continue;
    }
    ends.push(ended);
    const { stdout, wallSeconds, exitCode, signal: endSignal } = ended;
    const endedBy = ended.endedBy === "limit" ? "limit" : "itself";
    executions.push({ argv, environment, wallSeconds, exitCode, signal: endSignal, endedBy });
    raw.push({ file: command.rawFile, argv, text: stdout + ended.stderr });
    if (command.notice !== undefined) notices.push(command.notice);
    const result = judgeCommand(ended, planned.tool, { command, stdout, machine, before: [...readable] });
    if (result.status === "done") {
      readable.push(result.output);
      samples.push(...result.samples);
      notices.push(...result.remarks);
    } else if (result.status === "unavailable") notices.push(result.notice);
    else failures.push({ because: result.because, output: result.output });
  }
  const after = readCounters(files, machine.cpu.allowed);
  return {
    benchmark: planned.benchmark.id,
    round,
    tool: planned.tool.id,
    startedAt,
    executions,
    raw: [...raw, ...gpuLoadOutput(gpusWatched)],
    samples: [...samples, ...(planned.benchmark.derive?.(samples, machine) ?? [])],
    notices: Array.from(new Set(notices)),
    noise: noiseBetween(before, after, ends, samplerCpuSeconds),
    gpuLoad: gpuLoads(
      planned.commands.flatMap(({ command }) => command.gpus ?? []),
      gpuSamples,
    ),
    outcome: outcomeOf(failures),
  };
}
