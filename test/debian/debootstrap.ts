import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DebianArchive } from "./debian_archive.ts";
import { execute } from "./execute.ts";
import { archiveKeyring } from "./system_tools.ts";

/** Namespaces of its own: what debootstrap mounts and starts ends with it, even if it is killed. */
const namespaces: readonly string[] = [
  "unshare",
  "--mount",
  "--propagation",
  "private",
  "--pid",
  "--fork",
  "--kill-child",
  "--",
];

/**
 * Makes the smallest Debian system that has apt, and some packages more, in the folder `root`; needs root's rights.
 * @throws ExecutionError when it cannot be made.
 */
export async function debootstrap(
  archive: DebianArchive,
  root: string,
  packages: readonly string[],
): Promise<void> {
  await execute([
    ...namespaces,
    "debootstrap",
    "--variant=minbase",
    ...(packages.length === 0 ? [] : [`--include=${packages.join(",")}`]),
    `--keyring=${archiveKeyring}`,
    archive.suite,
    root,
    archive.mirror,
  ]);
  for (const ballast of ["var/cache/apt", "var/lib/apt/lists"])
    await rm(join(root, ballast), { recursive: true });
}
