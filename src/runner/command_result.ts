import { OutputError, type Command, type Output, type Reading, type Tool } from "../benchmarks/benchmark.ts";
import { shownLine } from "../benchmarks/formats/lines.ts";
import type { Ended } from "./process_group.ts";

/** Characters of a failed command's output that are kept with the trial; the raw file has all of it. */
const keptOutputLength = 2000;

/** What came of one command. */
export type CommandResult =
  | ({ readonly status: "done"; readonly output: Output } & Reading)
  | { readonly status: "unavailable"; readonly notice: string }
  | { readonly status: "failed"; readonly because: string; readonly output: string };

function endOf(text: string): string {
  return text.length <= keptOutputLength ? text : `…${text.slice(-keptOutputLength)}`;
}

/** The last thing that a program said; how it wants to be called comes after the reason and is none. */
function lastLine(text: string): string {
  const [said = ""] = text.split(/^usage:/im);
  return shownLine(said.trimEnd().split("\n").at(-1) ?? "");
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

/**
 * Judges how a command ended and reads what it printed.
 *
 * @param output what it printed, with what explains it
 */
export function judgeCommand(ended: Ended, tool: Tool, output: Output): CommandResult {
  const { command } = output;
  const name = nameCommand(command);
  if (command.unavailableExit !== undefined && ended.exitCode === command.unavailableExit)
    return { status: "unavailable", notice: name + (lastLine(ended.stderr) || "not to be had here") };
  const failed = (because: string): CommandResult => ({
    status: "failed",
    because: name + because,
    output: endOf(ended.stdout + ended.stderr),
  });
  const because = failure(ended, command);
  if (because !== null) {
    const reached = tool.reached?.(ended.stdout) ?? null;
    return failed(reached === null ? because : `${because}; ${reached}`);
  }
  try {
    return { status: "done", output, ...tool.parse(output) };
  } catch (error) {
    if (error instanceof OutputError) return failed(error.message);
    throw error;
  }
}
