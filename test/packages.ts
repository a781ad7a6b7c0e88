import { messages } from "../src/commands/messages.ts";

/** Debian packages that the tests need beyond what the launcher installs for a run. */
export const testPackages: readonly string[] = [
  "binutils",
  "bsdutils",
  "chromium",
  "clang-format",
  "fonts-dejavu-core",
  "gcc-aarch64-linux-gnu",
  "libc6-dev-arm64-cross",
  "poppler-utils",
  "qemu-user-static",
  "shellcheck",
  "util-linux",
];

/** Debian packages that the tests in containers need beside an engine. */
export const containerPackages: readonly string[] = ["git", "util-linux"];

/** Groups of checks that run side by side install one after the other: apt-get fails while another one works. */
const takingTurns: readonly string[] = ["flock", import.meta.dir];

function isInstalled(name: string): boolean {
  const { stdout } = Bun.spawnSync(["dpkg-query", "--show", "--showformat=${db:Status-Status}", name]);
  return stdout.toString() === "installed";
}

/**
 * Installs what is missing of some Debian packages.
 * @returns one sentence on why they are not all there; null when they are.
 */
export function installPackages(names: readonly string[]): string | null {
  if (Bun.which("dpkg-query") === null)
    return `this system has no Debian packages: the tests need what ${names.join(", ")} are there`;
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return null;
  const command = `apt-get install -y ${missing.join(" ")}`;
  if (process.env["VCPU_BENCH_NO_INSTALL"] === "1")
    return `missing: ${missing.join(", ")}; type: sudo ${command}`;
  const prefix = process.getuid?.() === 0 ? [] : ["sudo"];
  for (const name of missing) messages.info(`installing ${name} with apt-get`);
  for (const words of [["update"], ["install", "-y", "--no-install-recommends", ...missing]]) {
    const { exitCode, stderr } = Bun.spawnSync(
      [...prefix, ...takingTurns, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...words],
      {
        stdout: "ignore",
        stderr: "pipe",
      },
    );
    if (exitCode !== 0)
      return `apt-get ${words[0]} failed: ${stderr.toString().trim()}; type: sudo ${command}`;
  }
  return null;
}
