import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { DebianArchive } from "../debian/debian_archive.ts";
import { foreignPackages } from "../debian/foreign_packages.ts";
import { GuestError } from "./guest_error.ts";

/** Has NVMe and ext4 built in, so that it boots from a disk without an initial RAM disk. */
const kernelPackage = "linux-image-cloud-amd64";

/** The versioned package behind the metapackage, from what `apt-cache depends` prints; undefined without one. */
export function imagePackage(dependencies: string): string | undefined {
  return /^ *Depends: (linux-image-\S+)$/m.exec(dependencies)?.[1];
}

/** Fetches Debian's kernel for virtual machines into `kernel`. */
export async function fetchKernel(archive: DebianArchive, workFolder: string, kernel: string): Promise<void> {
  const packages = await foreignPackages(archive, workFolder);
  const image = imagePackage(await packages.dependencies(kernelPackage));
  if (image === undefined)
    throw new GuestError(
      `${archive.mirror} ${archive.suite} has no ${kernelPackage}: check the machine's mirror`,
    );
  const unpacked = await packages.unpack(image);
  await copyFile(join(unpacked, "boot", `vmlinuz-${image.slice("linux-image-".length)}`), kernel);
}
