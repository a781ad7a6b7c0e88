import { toolPath } from "./system_tools.ts";

/** A program of the host failed; the message is its arguments with the end of its output. */
export class ExecutionError extends Error {
  override readonly name = "ExecutionError";
}

/** How a program ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Goes before a program that must not outlive this process, even if this is killed. */
export const diesWithUs: readonly string[] = ["setpriv", "--pdeathsig", "KILL", "--"];

/** Characters of a failed program's output that its error shows. */
const shownLength = 2000;

/** What programs of the host are started with. */
export function hostEnvironment(): Record<string, string | undefined> {
  return { ...process.env, PATH: toolPath, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" };
}

/** Runs a program of the host to its end, however that is; it dies with this process. */
export async function finish(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = hostEnvironment(),
): Promise<Ended> {
  const child = Bun.spawn([...diesWithUs, ...argv], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    env: environment,
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}

/**
 * Runs a program of the host that must succeed; it dies with this process, however that ends.
 *
 * @returns what it wrote to stdout.
 * @throws ExecutionError with the end of its output when it fails.
 */
export async function execute(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = hostEnvironment(),
): Promise<string> {
  const { exitCode, stdout, stderr } = await finish(argv, environment);
  if (exitCode === 0) return stdout;
  const shown = `${stdout}${stderr}`.trimEnd().slice(-shownLength);
  throw new ExecutionError(`'${argv.join(" ")}' ended with exit code ${exitCode}:\n${shown}`);
}
