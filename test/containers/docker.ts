import { diesWithUs, type Ended, execute, finish, hostEnvironment } from "../debian/execute.ts";

/** A way to an engine: what the client is started with. */
export interface Docker {
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Variables by which compose's own settings reach it from outside. */
function isOfCompose(name: string): boolean {
  return name.startsWith("COMPOSE_") || name === "VCPU_BENCH_RESULTS";
}

/** The client with this process's environment, without what would change what compose does, and some more. */
export function dockerWith(more: Readonly<Record<string, string>>): Docker {
  const own = Object.entries(hostEnvironment()).filter(([name]) => !isOfCompose(name));
  return { environment: { ...Object.fromEntries(own), ...more } };
}

/** Runs `docker …` to its end, whatever that is. */
export async function docker({ environment }: Docker, ...args: readonly string[]): Promise<Ended> {
  return finish(["docker", ...args], environment);
}

/**
 * Runs `docker …`.
 * @returns what it wrote to stdout, without white space around it.
 * @throws ExecutionError with the end of its output when it fails.
 */
export async function dockerDone({ environment }: Docker, ...args: readonly string[]): Promise<string> {
  return (await execute(["docker", ...args], environment)).trim();
}

/** `docker …` as arguments of Bun.spawn, ended with this process. */
export function dockerArguments(...args: readonly string[]): string[] {
  return [...diesWithUs, "docker", ...args];
}
