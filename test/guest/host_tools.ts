import { GuestError } from "./guest_error.ts";

interface HostTool {
  readonly program: string;
  /** Debian package that has it. */
  readonly package: string;
}

/** What prepares a guest's disks and boots it. */
const hostTools: readonly HostTool[] = [
  { program: "qemu-system-x86_64", package: "qemu-system-x86" },
  { program: "debootstrap", package: "debootstrap" },
  // debootstrap checks the archive's signature with it.
  { program: "gpgv", package: "gpgv" },
  { program: "mkfs.ext4", package: "e2fsprogs" },
  { program: "apt-get", package: "apt" },
  { program: "apt-cache", package: "apt" },
  { program: "dpkg-deb", package: "dpkg" },
  { program: "setpriv", package: "util-linux" },
  { program: "unshare", package: "util-linux" },
  { program: "tar", package: "tar" },
];

/** PATH with the folders of system administration, which an ordinary user's lacks on Debian. */
export const toolPath = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;

/** Signs Debian's archive; Debian has it from the start, Ubuntu as a package. */
export const archiveKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Debian packages that the guest tests need on the machine that runs them. */
export const guestPackages: readonly string[] = [
  ...new Set([...hostTools.map((tool) => tool.package), "debian-archive-keyring"]),
];

function findOnToolPath(program: string): string | null {
  return Bun.which(program, { PATH: toolPath });
}

/** @throws GuestError naming every program that is missing and the packages that have them. */
export function assertHostTools(find: (program: string) => string | null = findOnToolPath): void {
  const missing = hostTools.filter((tool) => find(tool.program) === null);
  if (missing.length === 0) return;
  const programs = missing.map((tool) => tool.program).join(", ");
  const packages = [...new Set(missing.map((tool) => tool.package))].join(" ");
  throw new GuestError(
    `the emulated guest needs ${programs}, not found on PATH: apt-get install ${packages}`,
  );
}
