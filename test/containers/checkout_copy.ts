import { cp, lstat, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execute } from "../debian/execute.ts";

/** The files that belong to a checkout: those that git knows and those that it is not told to ignore. */
async function filesOf(checkout: string): Promise<string[]> {
  const listed = await execute([
    "git",
    // The checkout may be another user's, as it is where one of them tests for the other.
    "-c",
    `safe.directory=${checkout}`,
    "-C",
    checkout,
    "ls-files",
    "-z",
    "--cached",
    "--others",
    "--exclude-standard",
  ]);
  const names = [...new Set(listed.split("\0").filter((name) => name !== ""))];
  const isThere = await Promise.all(
    names.map((name) =>
      lstat(join(checkout, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, index) => isThere[index]);
}

/** Copies a checkout as a person would have it who has just cloned it, with all changes that are not committed. */
export async function copyCheckout(checkout: string, copy: string): Promise<void> {
  for (const name of await filesOf(checkout)) {
    await mkdir(dirname(join(copy, name)), { recursive: true });
    await cp(join(checkout, name), join(copy, name), { verbatimSymlinks: true });
  }
}
