import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { messages } from "../../src/commands/messages.ts";
import { debootstrap } from "../debian/debootstrap.ts";
import { execute } from "../debian/execute.ts";
import { hostArchive } from "../debian/host_archive.ts";
import { archiveTools, packagesOf } from "../debian/system_tools.ts";
import { installPackages } from "../packages.ts";
import { type Docker, docker, dockerDone } from "./docker.ts";
import { copyTrust } from "./host_trust.ts";
import { writeSlimSettings } from "./slim_settings.ts";

/** The release of Debian's own image by its name; null of any other image. */
export function debianRelease(image: string): string | null {
  return /^debian:([a-z]+)-slim$/.exec(image)?.[1] ?? null;
}

async function makeImage(client: Docker, image: string, release: string): Promise<void> {
  const refused = installPackages(packagesOf(archiveTools));
  if (refused !== null) throw new Error(`${image} cannot be pulled, nor made: ${refused}`);
  const folder = await mkdtemp(join(tmpdir(), "vcpu-bench-base-"));
  try {
    const root = join(folder, "root");
    await writeSlimSettings(root);
    await debootstrap({ ...(await hostArchive()), suite: release }, root, []);
    await copyTrust(root);
    await execute(["tar", "-C", root, "-cf", join(folder, "root.tar"), "."]);
    await dockerDone(client, "import", "--change", 'CMD ["bash"]', join(folder, "root.tar"), image);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Sees to it that the engine has an image: its own, its registry's, or, where no registry is reached and it is one of
 * Debian's, one that is made here under that name.
 *
 * @throws Error when it cannot be had.
 */
export async function provideBaseImage(client: Docker, image: string): Promise<void> {
  if ((await docker(client, "image", "inspect", image)).exitCode === 0) return;
  const pulled = await docker(client, "pull", "--quiet", image);
  if (pulled.exitCode === 0) return;
  const release = debianRelease(image);
  if (release === null) throw new Error(`${image} cannot be pulled: ${pulled.stderr.trim()}`);
  messages.info(`${image} cannot be pulled: making it from Debian's archive`);
  await makeImage(client, image, release);
}
