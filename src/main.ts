import { stripVTControlCharacters } from "node:util";
import { renderUsage, runCommand, type SubCommandsDef } from "citty";
import { messages } from "./commands/messages.ts";
import { checkArguments, suggestion } from "./commands/strict_arguments.ts";
import { onOneLine } from "./one_line.ts";
import { SavingError } from "./results/saving_error.ts";
import { suiteVersion } from "./suite_version.ts";
import { UsageError } from "./usage_error.ts";

/** Any of citty's commands, whatever its arguments, that need not be waited for. */
type Command = Exclude<Awaited<SubCommandsDef[string]>, (...parameters: never) => unknown>;

/** Each is loaded when it is asked for: a person would wait a quarter of a second for all of them. */
const subCommands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("./commands/run.ts")).runBenchmarksCommand,
  compare: async () => (await import("./commands/compare.ts")).compareCommand,
  report: async () => (await import("./commands/report.ts")).reportCommand,
  list: async () => (await import("./commands/list.ts")).listCommand,
  check: async () => (await import("./commands/check.ts")).checkCommand,
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
  const load = Object.hasOwn(subCommands, name) ? subCommands[name] : undefined;
  if (load === undefined)
    throw new UsageError(
      `vcpu-bench has no command '${name}'${suggestion(name, Object.keys(subCommands))}; see vcpu-bench --help.`,
    );
  const command = await load();
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
