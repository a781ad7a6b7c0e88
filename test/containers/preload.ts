import { afterAll } from "bun:test";
import { messages } from "../../src/commands/messages.ts";
import { startComposition } from "./composition.ts";
import { EngineError } from "./engine_error.ts";
import { prepare } from "./with_engine.ts";

// Before all files of tests, which are skipped or not by what is found here, and its end after all of them.
try {
  const composition = await startComposition();
  messages.info(`tests in containers use ${composition.engine.description}`);
  afterAll(() => composition.end());
  prepare({ composition });
} catch (error) {
  if (!(error instanceof EngineError)) throw error;
  messages.warn(`tests in containers are skipped: ${error.message}`);
  prepare({ unavailable: error.message });
}
