import { chmod, copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type ForeignPackages, foreignPackages } from "../debian/foreign_packages.ts";
import { hostArchive } from "../debian/host_archive.ts";
import { archiveTools, packagesOf } from "../debian/system_tools.ts";
import { installPackages } from "../packages.ts";
import { type Docker, docker, dockerWith } from "./docker.ts";
import { EngineError } from "./engine_error.ts";

/** The first Debian release that has the second version of compose. They run on any glibc from 2.34 on. */
const release = "trixie";

/** What these tests need of the client, each a word of `docker …`, from the package `docker-<word>`. */
const plugins = ["compose", "buildx"];

async function missingPlugins(client: Docker): Promise<string[]> {
  const exitCodes = await Promise.all(
    plugins.map(async (plugin) => (await docker(client, plugin, "version")).exitCode),
  );
  return plugins.filter((_, index) => exitCodes[index] !== 0);
}

async function copyPlugin(packages: ForeignPackages, plugin: string, folder: string): Promise<void> {
  const unpacked = await packages.unpack(`docker-${plugin}`);
  const program = join(folder, `docker-${plugin}`);
  await copyFile(join(unpacked, "usr/libexec/docker/cli-plugins", `docker-${plugin}`), program);
  await chmod(program, 0o755);
}

/**
 * Settings of the client by which it has compose and buildx: none where it has them already, and otherwise a folder
 * of its own, so that the person's stays as it is.
 *
 * @throws EngineError when they cannot be fetched.
 */
export async function clientPlugins(
  settings: Readonly<Record<string, string>>,
  workFolder: string,
): Promise<Readonly<Record<string, string>>> {
  const missing = await missingPlugins(dockerWith(settings));
  if (missing.length === 0) return {};
  const refused = installPackages(packagesOf(archiveTools));
  if (refused !== null) throw new EngineError(`docker ${missing.join(" and ")} cannot be had: ${refused}`);
  const folder = join(workFolder, "client");
  await mkdir(join(folder, "cli-plugins"), { recursive: true });
  const packages = await foreignPackages(
    { ...(await hostArchive()), suite: release },
    join(workFolder, "packages"),
  );
  for (const plugin of missing) await copyPlugin(packages, plugin, join(folder, "cli-plugins"));
  return { DOCKER_CONFIG: folder };
}
