import { OutputError, type Command } from "../benchmarks/benchmark.ts";
import type { Sample } from "../benchmarks/metric.ts";
import type { MachineFacts } from "../machine/facts.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { noiseBetween, readCounters } from "./noise.ts";
import type { PlannedBenchmark, PlannedCommand } from "./plan.ts";
import { runProcessGroup, type Ended } from "./process_group.ts";
import type { Execution, FinishedTrial, Outcome, RawOutput } from "./trial.ts";
import { messageOf } from "../caught.ts";

/** Characters of a failed command's output that are kept with the trial; the raw file has all of it. */
const keptOutputLength = 2000;

type CommandResult =
  | { readonly status: "done"; readonly samples: readonly Sample[]; readonly remarks: readonly string[] }
  | { readonly status: "unavailable"; readonly notice: string }
  | { readonly status: "failed"; readonly because: string; readonly output: string };

function endOf(text: string): string {
  return text.length <= keptOutputLength ? text : `…${text.slice(-keptOutputLength)}`;
}

/** The last thing that a program said; how it wants to be called comes after the reason and is none. */
function lastLine(text: string): string {
  const [said = ""] = text.split(/^usage:/im);
  return said.trimEnd().split("\n").at(-1) ?? "";
}

/** Why a command that ended in the wrong way did so; null when it ended well. */
function failure(ended: Ended, command: Command): string | null {
  if (ended.endedBy === "limit")
    return `it was ended after its time limit of ${command.limitSeconds.toFixed(0)} s`;
  if (ended.signal !== null) return `it was ended by ${ended.signal}`;
  if (ended.exitCode !== 0) {
    const said = lastLine(ended.stderr);
    return `it ended with exit code ${ended.exitCode}${said === "" ? "" : `: ${said}`}`;
  }
  return null;
}

function judge(
  ended: Ended,
  planned: PlannedBenchmark,
  command: Command,
  machine: MachineFacts,
): CommandResult {
  if (command.unavailableExit !== undefined && ended.exitCode === command.unavailableExit)
    return {
      status: "unavailable",
      notice: nameCommand(command) + (lastLine(ended.stderr) || "not to be had here"),
    };
  const output = endOf(ended.stdout + ended.stderr);
  const because = failure(ended, command);
  if (because !== null) return { status: "failed", because, output };
  try {
    const printed = { command, stdout: ended.stdout, machine };
    const { tool } = planned;
    return { status: "done", samples: tool.parse(printed), remarks: tool.remarks?.(printed) ?? [] };
  } catch (error) {
    if (error instanceof OutputError) return { status: "failed", because: error.message, output };
    throw error;
  }
}

/** Tells a trial's commands apart where there are several. */
function nameCommand({ binding, at }: Command): string {
  const parts = [
    ...Object.entries(at).flatMap(([name, value]) =>
      binding !== null && name in binding ? [] : [`${name} ${value}`],
    ),
    ...(binding === null ? [] : [`CPU node ${binding.cpuNode} × memory node ${binding.memoryNode}`]),
  ];
  return parts.length === 0 ? "" : `${parts.join(", ")}: `;
}

async function start(
  { command, argv }: PlannedCommand,
  signal: AbortSignal,
): Promise<Ended | { readonly cannotStart: string }> {
  try {
    return await runProcessGroup({
      argv,
      environment: command.environment,
      limitSeconds: command.limitSeconds,
      signal,
    });
  } catch (error) {
    return { cannotStart: `${argv[0]} cannot be started: ${messageOf(error)}` };
  }
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
  readonly signal: AbortSignal;
}): Promise<FinishedTrial | null> {
  const { planned, round, machine, files, signal } = options;
  const startedAt = new Date().toISOString();
  const before = readCounters(files, machine.cpu.allowed);
  const executions: Execution[] = [];
  const raw: RawOutput[] = [];
  const samples: Sample[] = [];
  const notices: string[] = [];
  const ends: Ended[] = [];
  const failures: { because: string; output: string }[] = [];

  for (const plannedCommand of planned.commands) {
    const { command, argv } = plannedCommand;
    const ended = await start(plannedCommand, signal);
    if (signal.aborted) return null;
    if ("cannotStart" in ended) {
      failures.push({ because: ended.cannotStart, output: "" });
      continue;
    }
    ends.push(ended);
    const { wallSeconds, exitCode, signal: endSignal } = ended;
    executions.push({ argv, environment: command.environment, wallSeconds, exitCode, signal: endSignal });
    raw.push({ file: command.rawFile, argv, text: ended.stdout + ended.stderr });
    if (command.notice !== undefined) notices.push(command.notice);
    const result = judge(ended, planned, command, machine);
    if (result.status === "done") {
      samples.push(...result.samples);
      notices.push(...result.remarks);
    } else if (result.status === "unavailable") notices.push(result.notice);
    else failures.push({ because: nameCommand(command) + result.because, output: result.output });
  }
  const noise = noiseBetween(before, readCounters(files, machine.cpu.allowed), ends);
  return {
    benchmark: planned.benchmark.id,
    round,
    tool: planned.tool.id,
    startedAt,
    executions,
    raw,
    samples: [...samples, ...(planned.benchmark.derive?.(samples) ?? [])],
    notices: Array.from(new Set(notices)),
    noise,
    outcome: outcomeOf(failures),
  };
}
