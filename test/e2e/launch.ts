import { dirname, join } from "node:path";

/** Milliseconds: a bound against hanging for ever, no measure of speed. End-to-end tests start real programs. */
export const patience = 10 * 60 * 1000;

export const root = dirname(dirname(import.meta.dir));
export const launcher = join(root, "vcpu-bench");

/** What the programs under test see of this process's environment: what a person's shell has, and no more. */
export function plainEnvironment(): Record<string, string> {
  const kept = ["PATH", "HOME", "LANG", "TMPDIR"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}

export interface LaunchOptions {
  readonly cwd: string;
  /** Added to {@link plainEnvironment}. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What to start instead of this checkout's launcher. */
  readonly program?: string;
  /** Words before the program, such as one that changes what it may do. */
  readonly prefix?: readonly string[];
}

/** How the program ended. */
export interface Finished {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program while it runs. */
export interface Running {
  /** Of the program itself: the launcher hands its process over. */
  readonly pid: number;
  readonly finished: Promise<Finished>;
  /**
   * Resolves when `pattern` stands in stderr.
   * @throws Error with all of stderr when the program ends without it.
   */
  stderrMatches(pattern: RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
}

/** Starts `./vcpu-bench --no-install …`. */
export function start(args: readonly string[], options: LaunchOptions): Running {
  const argv = [...(options.prefix ?? []), options.program ?? launcher, "--no-install", ...args];
  const child = Bun.spawn(argv, {
    cwd: options.cwd,
    env: { ...plainEnvironment(), ...options.environment },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  let stderr = "";
  let hasEnded = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const readStderr = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of child.stderr) {
      stderr += decoder.decode(chunk, { stream: true });
      tell();
    }
    hasEnded = true;
    tell();
  };
  const finish = async (): Promise<Finished> => {
    const [stdout] = await Promise.all([new Response(child.stdout).text(), readStderr(), child.exited]);
    const signal = child.signalCode === null ? null : String(child.signalCode);
    return { exitCode: child.exitCode, signal, stdout, stderr };
  };
  const finished = finish();
  return {
    pid: child.pid,
    finished,
    stderrMatches: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(stderr)) resolve();
          else if (hasEnded) reject(new Error(`it ended without saying ${pattern}:\n${stderr}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
    signal: (name) => child.kill(name),
  };
}

/** Runs `./vcpu-bench --no-install …` to its end. */
export async function run(args: readonly string[], options: LaunchOptions): Promise<Finished> {
  return start(args, options).finished;
}
