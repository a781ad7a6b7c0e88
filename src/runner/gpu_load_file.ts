import { quoteForShell } from "./command_line.ts";
import type { Watched } from "./gpu_sampler.ts";
import type { RawOutput } from "./trial.ts";

const gpuLoadFile = "gpu_load.txt";

/** What was printed of the GPUs while a command ran. */
export interface CommandWatched {
  readonly argv: readonly string[];
  readonly printed: Watched["printed"];
}

/**
 * What the program that samples printed during a trial's commands, for the raw file that keeps it; nothing when none
 * did. Its own lines, behind what was called and while what ran.
 */
export function gpuLoadOutput(commands: readonly CommandWatched[]): RawOutput[] {
  const parts = commands.flatMap(({ argv, printed }) =>
    printed === null ? [] : [{ sampler: printed.argv, ran: argv, text: printed.text }],
  );
  const [first] = parts;
  if (first === undefined) return [];
  const texts = parts.map((part) => `# while ${quoteForShell(part.ran)} ran\n${part.text}`);
  const text = `# ${quoteForShell(first.sampler)}\n${texts.join("")}`;
  return [{ file: gpuLoadFile, argv: first.sampler, text }];
}
