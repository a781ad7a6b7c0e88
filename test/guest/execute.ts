import { GuestError } from "./guest_error.ts";
import { toolPath } from "./host_tools.ts";

/** Goes before a program that must not outlive this process, even if this is killed. */
export const diesWithUs: readonly string[] = ["setpriv", "--pdeathsig", "KILL", "--"];

/** Characters of a failed program's output that its error shows. */
const shownLength = 2000;

/**
 * Runs a program of the host to its end; it dies with this process, however that ends.
 *
 * @returns what it wrote to stdout.
 * @throws GuestError with the end of its output when it fails.
 */
export async function execute(argv: readonly string[]): Promise<string> {
  const child = Bun.spawn([...diesWithUs, ...argv], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    env: { ...process.env, PATH: toolPath, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (exitCode === 0) return stdout;
  const shown = `${stdout}${stderr}`.trimEnd().slice(-shownLength);
  throw new GuestError(`'${argv.join(" ")}' ended with exit code ${exitCode}:\n${shown}`);
}
