import type { ResultTree } from "../results/configuration.ts";
import { readGroups, together } from "../results/read_tree.ts";
import { telling } from "./check_results.ts";
import { listResults } from "./list_results.ts";

/**
 * Reads a results folder until `signal` aborts; what could not be read is told of on stderr.
 * @throws UsageError when the folder cannot be read at all.
 */
export async function readResults(
  folder: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<ResultTree> {
  return together(await Array.fromAsync(telling(readGroups(await listResults(folder)), signal)));
}
