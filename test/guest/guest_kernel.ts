import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DebianArchive } from "./debian_archive.ts";
import { execute } from "./execute.ts";
import { GuestError } from "./guest_error.ts";
import { archiveKeyring } from "./host_tools.ts";

/** Has NVMe and ext4 built in, so that it boots from a disk without an initial RAM disk. */
const kernelPackage = "linux-image-cloud-amd64";

/** The versioned package behind the metapackage, from what `apt-cache depends` prints; undefined without one. */
export function imagePackage(dependencies: string): string | undefined {
  return /^ *Depends: (linux-image-\S+)$/m.exec(dependencies)?.[1];
}

/**
 * Fetches Debian's kernel for virtual machines into `kernel`. apt's lists are kept apart from the host's, which may
 * be of another release, out of date or absent; its proxies and the like are the host's.
 */
export async function fetchKernel(archive: DebianArchive, workFolder: string, kernel: string): Promise<void> {
  const lists = join(workFolder, "lists");
  const sources = join(workFolder, "sources.list");
  const unpacked = join(workFolder, "unpacked");
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
  const image = imagePackage(await execute(["apt-cache", ...settings, "depends", kernelPackage]));
  if (image === undefined)
    throw new GuestError(
      `${archive.mirror} ${archive.suite} has no ${kernelPackage}: check the machine's mirror`,
    );
  await execute(["env", "-C", workFolder, "apt-get", ...settings, "-qq", "download", image]);
  const archives = await readdir(workFolder);
  const deb = archives.find((name) => name.startsWith(`${image}_`) && name.endsWith(".deb"));
  if (deb === undefined)
    throw new GuestError(`apt-get downloaded no ${image}: free some disk space and try again`);
  await execute(["dpkg-deb", "-x", join(workFolder, deb), unpacked]);
  await copyFile(join(unpacked, "boot", `vmlinuz-${image.slice("linux-image-".length)}`), kernel);
}
