/** A program and where to get it. */
export interface SystemTool {
  readonly program: string;
  /** Debian package that has it. */
  readonly package: string;
}

/** PATH with the folders of system administration, which an ordinary user's lacks on Debian. */
export const toolPath = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;

/** Signs Debian's archive; Debian has it from the start, Ubuntu as a package. */
export const archiveKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** What debootstrap, the archive's packages and `execute` need of the machine. */
export const archiveTools: readonly SystemTool[] = [
  { program: "debootstrap", package: "debootstrap" },
  // debootstrap checks the archive's signature with it.
  { program: "gpgv", package: "gpgv" },
  { program: "apt-get", package: "apt" },
  { program: "apt-cache", package: "apt" },
  { program: "dpkg-deb", package: "dpkg" },
  { program: "setpriv", package: "util-linux" },
  { program: "unshare", package: "util-linux" },
  { program: "tar", package: "tar" },
];

/** The Debian packages that have some programs, each once, and the one with Debian's keys. */
export function packagesOf(tools: readonly SystemTool[]): readonly string[] {
  return [...new Set([...tools.map((tool) => tool.package), "debian-archive-keyring"])];
}

/** Path of a program, also of system administration; null without it. */
export function findOnToolPath(program: string): string | null {
  return Bun.which(program, { PATH: toolPath });
}
