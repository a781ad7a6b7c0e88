import { readFile } from "node:fs/promises";
import { debianArchive, type DebianArchive } from "./debian_archive.ts";
import { execute } from "./execute.ts";

/** The archive that fits this machine; see {@link debianArchive}. */
export async function hostArchive(): Promise<DebianArchive> {
  const targets = await execute([
    "apt-get",
    "indextargets",
    "--format",
    "$(REPO_URI) $(RELEASE) $(COMPONENT)",
  ]);
  return debianArchive(await readFile("/etc/os-release", "utf8"), targets);
}
