import { messages } from "../../src/commands/messages.ts";
import { type StartedComposition, startComposition } from "./composition.ts";
import { EngineError } from "./engine_error.ts";
import { type Preparation, preparedVariable } from "./preparation.ts";

/** Runs the tests, several of them at a time, with what they all share. */
async function test(argv: readonly string[], prepared: Preparation): Promise<number> {
  const child = Bun.spawn([...argv], {
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
    env: { ...process.env, [preparedVariable]: JSON.stringify(prepared) },
  });
  return child.exited;
}

async function started(): Promise<StartedComposition | EngineError> {
  try {
    return await startComposition();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

/** Prepares what tests in containers share, once for all the processes that run them: its arguments. */
async function main(argv: readonly string[]): Promise<number> {
  const found = await started();
  if (found instanceof EngineError) {
    messages.warn(`tests in containers are skipped: ${found.message}`);
    return test(argv, { unavailable: found.message });
  }
  await using composition = found;
  messages.info(`tests in containers use ${composition.engine}`);
  // Awaited here: what was started ends with this block.
  return await test(argv, { shared: composition.shared });
}

process.exitCode = await main(process.argv.slice(2));
