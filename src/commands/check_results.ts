import { onOneLine } from "../one_line.ts";
import type { ReadingProblem } from "../results/configuration.ts";
import { UsageError } from "../usage_error.ts";
import { messages } from "./messages.ts";
import { suggestion } from "./strict_arguments.ts";

/** Passes on what was read until `signal` aborts; what could not be read is told of on stderr. */
export async function* telling<Part extends { readonly problems: readonly ReadingProblem[] }>(
  parts: AsyncIterable<Part>,
  signal: AbortSignal,
): AsyncGenerator<Part> {
  for await (const part of parts) {
    if (signal.aborted) return;
    for (const { path, because } of part.problems)
      messages.warn(onOneLine(`${path} is left out: ${because}`));
    yield part;
  }
}

/**
 * Checks that there is something to report.
 *
 * @param names of the configurations that could be read
 * @param problems with those that could not
 * @param baseline the configuration that a person named; null for none
 * @throws UsageError when a folder holds no results, or when no configuration has the name, offering the closest.
 */
export function checkResults(
  folder: string,
  names: ReadonlySet<string>,
  problems: readonly ReadingProblem[],
  baseline: string | null,
): void {
  if (names.size === 0 && problems.length === 0)
    throw new UsageError(`${folder} holds no results: measure first (vcpu-bench run NAME).`);
  if (baseline !== null && !names.has(baseline))
    throw new UsageError(
      `--baseline: no configuration in ${folder} is named '${baseline}'${suggestion(baseline, Array.from(names))}.`,
    );
}
