import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DebianArchive } from "./debian_archive.ts";
import { execute, ExecutionError } from "./execute.ts";
import { archiveKeyring } from "./system_tools.ts";

/** Packages of an archive, none of which is ever installed. */
export interface ForeignPackages {
  /** What `apt-cache depends` prints of a package. */
  dependencies(name: string): Promise<string>;
  /** Fetches a package and gives the folder that its files were unpacked into. */
  unpack(name: string): Promise<string>;
}

/**
 * Reads an archive's list of packages. apt's lists are kept in `workFolder`, apart from the host's, which may be of
 * another release, out of date or absent; its proxies and the like are the host's.
 *
 * @throws ExecutionError when the archive cannot be reached, and so do the functions when it lacks a package.
 */
export async function foreignPackages(archive: DebianArchive, workFolder: string): Promise<ForeignPackages> {
  const lists = join(workFolder, "lists");
  const sources = join(workFolder, "sources.list");
  await mkdir(join(lists, "partial"), { recursive: true });
  await writeFile(sources, `deb [signed-by=${archiveKeyring}] ${archive.mirror} ${archive.suite} main\n`);
  const settings = [
    `Dir::State::lists=${lists}`,
    `Dir::Cache=${workFolder}`,
    `Dir::Etc::sourcelist=${sources}`,
    "Dir::Etc::sourceparts=-",
    "APT::Sandbox::User=root",
    "Acquire::Languages=none",
  ].flatMap((setting) => ["-o", setting]);
  await execute(["apt-get", ...settings, "-qq", "update"]);
  return {
    dependencies: (name) => execute(["apt-cache", ...settings, "depends", name]),
    unpack: async (name) => {
      const unpacked = join(workFolder, "unpacked", name);
      // The release is said, because the host's own state of packages prefers its own version.
      await execute([
        "env",
        "-C",
        workFolder,
        "apt-get",
        ...settings,
        "-qq",
        "download",
        `${name}/${archive.suite}`,
      ]);
      const archives = await readdir(workFolder);
      const deb = archives.find((file) => file.startsWith(`${name}_`) && file.endsWith(".deb"));
      if (deb === undefined)
        throw new ExecutionError(`apt-get downloaded no ${name}: free some disk space and try again`);
      await mkdir(unpacked, { recursive: true });
      await execute(["dpkg-deb", "-x", join(workFolder, deb), unpacked]);
      return unpacked;
    },
  };
}
