import { stripVTControlCharacters } from "node:util";
import { renderUsage, runCommand, type SubCommandsDef } from "citty";
import { checkCommand } from "./commands/check.ts";
import { listCommand } from "./commands/list.ts";
import { compareCommand } from "./commands/compare.ts";
import { messages } from "./commands/messages.ts";
import { reportCommand } from "./commands/report.ts";
import { runBenchmarksCommand } from "./commands/run.ts";
import { checkArguments, suggestion } from "./commands/strict_arguments.ts";
import { onOneLine } from "./one_line.ts";
import { SavingError } from "./results/saving_error.ts";
import { suiteVersion } from "./suite.ts";
import { UsageError } from "./usage_error.ts";

/** Any of citty's commands, whatever its arguments, that need not be waited for. */
type Command = Exclude<Awaited<SubCommandsDef[string]>, (...parameters: never) => unknown>;

const subCommands: Readonly<Record<string, Command>> = {
  run: runBenchmarksCommand,
  compare: compareCommand,
  report: reportCommand,
  list: listCommand,
  check: checkCommand,
};

const root: Command = {
  meta: {
    name: "vcpu-bench",
    version: suiteVersion,
    description: "Measure vCPU pinning, topology, NUMA and huge page configurations of virtual machines",
  },
  subCommands,
};

/** Shows a command's help; citty colours it wherever it goes. */
async function showUsage(stream: NodeJS.WriteStream, command: Command, parent?: Command): Promise<void> {
  const usage = `${await renderUsage(command, parent)}\n`;
  const colors = stream.isTTY && process.env["NO_COLOR"] === undefined;
  stream.write(colors ? usage : stripVTControlCharacters(usage));
}

/** @returns the exit code: 0 done, 1 a benchmark failed, 2 wrong usage, 3 a negative verdict, 128 + n by signal n. */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    await showUsage(name === undefined ? process.stderr : process.stdout, root);
    return name === undefined ? 2 : 0;
  }
  if (name === "--version") {
    process.stdout.write(`${suiteVersion}\n`);
    return 0;
  }
  const command = Object.hasOwn(subCommands, name) ? subCommands[name] : undefined;
  if (command === undefined)
    throw new UsageError(
      `vcpu-bench has no command '${name}'${suggestion(name, Object.keys(subCommands))}; see vcpu-bench --help.`,
    );
  if (rest.includes("--help") || rest.includes("-h")) {
    await showUsage(process.stdout, command, root);
    return 0;
  }
  const definition = await (typeof command.args === "function" ? command.args() : command.args);
  checkArguments(name, rest, definition ?? {});
  const { result } = await runCommand(command, { rawArgs: rest });
  return typeof result === "number" ? result : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError || error instanceof SavingError)) throw error;
  // Messages quote what was typed.
  messages.error(onOneLine(error.message));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
