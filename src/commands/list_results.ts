import { codeOf, messageOf } from "../caught.ts";
import { type ListedTree, listTree } from "../results/list_tree.ts";
import { UsageError } from "../usage_error.ts";

async function unreadable(folder: string, error: unknown): Promise<UsageError> {
  if (codeOf(error) !== "ENOENT") return new UsageError(`${folder} cannot be read: ${messageOf(error)}.`);
  const { suiteImage } = await import("../suite.ts");
  const mount = suiteImage === null ? "" : ", or mount it: -v ./results:/results";
  return new UsageError(
    `${folder} does not exist: measure first (vcpu-bench run NAME), or name the results folder${mount}.`,
  );
}

/** @throws UsageError when a results folder cannot be read at all. */
export async function listResults(folder: string): Promise<ListedTree> {
  try {
    return await listTree(folder);
  } catch (error) {
    throw await unreadable(folder, error);
  }
}
