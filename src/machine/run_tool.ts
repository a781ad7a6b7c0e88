/** How a tool ended, or that it could not be started. */
export type ToolOutcome =
  | { readonly kind: "missing" }
  /** The exit code is null when a signal ended it, as after the time limit. */
  | {
      readonly kind: "ended";
      readonly exitCode: number | null;
      readonly stdout: string;
      readonly stderr: string;
    };

export type CommandLine = readonly [program: string, ...rest: string[]];

/** Starts a short tool and waits for it, but not for longer than the limit. */
export type RunTool = (argv: CommandLine, limitMilliseconds?: number) => ToolOutcome;

/** These tools answer in milliseconds; a machine on which they hang is to be described, not waited for. */
const usualLimitMilliseconds = 5000;

/** Runs a tool for real, in the C locale so that its words do not depend on the user. */
export const runTool: RunTool = (argv, limitMilliseconds = usualLimitMilliseconds) => {
  try {
    const { exitCode, stdout, stderr } = Bun.spawnSync([...argv], {
      env: { ...process.env, LC_ALL: "C" },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
      timeout: limitMilliseconds,
      killSignal: "SIGKILL",
    });
    return { kind: "ended", exitCode, stdout: stdout.toString(), stderr: stderr.toString() };
  } catch {
    return { kind: "missing" };
  }
};

/** What a tool printed on stdout, whatever way it ended; nothing when it is not there. */
export function printedBy(outcome: ToolOutcome): string {
  return outcome.kind === "ended" ? outcome.stdout : "";
}

/** One sentence on why a tool gave no answer; null when it succeeded. */
export function toolFailure(argv: CommandLine, outcome: ToolOutcome): string | null {
  if (outcome.kind === "missing") return `${argv[0]} is not installed`;
  if (outcome.exitCode === 0) return null;
  const said = outcome.stderr.trim().replaceAll(/\s*\n\s*/g, "; ");
  const how =
    outcome.exitCode === null ? "was ended by a signal or the time limit" : `failed (${outcome.exitCode})`;
  return `${argv.join(" ")} ${how}${said === "" ? "" : `: ${said}`}`;
}
