import { archiveTools, findOnToolPath, packagesOf, type SystemTool } from "../debian/system_tools.ts";
import { GuestError } from "./guest_error.ts";

/** What prepares a guest's disks and boots it. */
const hostTools: readonly SystemTool[] = [
  { program: "qemu-system-x86_64", package: "qemu-system-x86" },
  { program: "mkfs.ext4", package: "e2fsprogs" },
  ...archiveTools,
];

/** Debian packages that the guest tests need on the machine that runs them. */
export const guestPackages: readonly string[] = packagesOf(hostTools);

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
