import { codeOf } from "../caught.ts";

/** How a process ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** What ended it before its own end, if anything did. */
  readonly endedBy: "itself" | "limit" | "abort";
  readonly wallSeconds: number;
  /** CPU time of the process and the children that it waited for. */
  readonly cpuSeconds: number;
  readonly involuntarySwitches: number | null;
}

/** Bytes kept of each stream: far more than any tool prints, and a bound for one that runs wild. */
const keptBytes = 4 * 1024 * 1024;
const graceMilliseconds = 2000;

/** Signals every process of a group; a group that is gone already is no error. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}

/** A stream that is being read. */
interface Reading {
  readonly text: Promise<string>;
  /** Makes do with what has come so far. */
  stop(): void;
}

/** Reads a stream to its end, keeping the first {@link keptBytes}, so that a full pipe never blocks the writer. */
function readBounded(stream: ReadableStream<Uint8Array>): Reading {
  const reader = stream.getReader();
  const read = async (): Promise<string> => {
    const chunks: Uint8Array[] = [];
    let kept = 0;
    let dropped = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const part = next.value.subarray(0, keptBytes - kept);
      if (part.length > 0) chunks.push(part);
      kept += part.length;
      dropped += next.value.length - part.length;
    }
    const text = Buffer.concat(chunks).toString("utf8");
    return dropped === 0 ? text : `${text}\n[${dropped} more bytes were not kept]\n`;
  };
  return { text: read(), stop: () => void reader.cancel() };
}

/**
 * Runs a program as a process group of its own and waits for its end. On the time limit or on abort the whole group
 * gets SIGTERM, and SIGKILL after a grace period; nothing of the group is left when this resolves.
 *
 * @throws Error when the program cannot be started.
 */
export async function runProcessGroup(options: {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly limitSeconds: number;
  readonly signal: AbortSignal;
}): Promise<Ended> {
  const started = performance.now();
  const child = Bun.spawn([...options.argv], {
    env: { ...process.env, ...options.environment },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    // A session and group of its own: Ctrl-C on the terminal reaches us alone, and -pid reaches all of it.
    detached: true,
  });

  let endedBy: Ended["endedBy"] = "itself";
  let kill: Timer | undefined;
  let escaped: Timer | undefined;
  const end = (why: Ended["endedBy"]): void => {
    if (endedBy !== "itself") return;
    endedBy = why;
    signalGroup(child.pid, "SIGTERM");
    kill = setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceMilliseconds);
  };
  const onAbort = (): void => end("abort");
  // Whatever way this program exits, a second Ctrl-C included, no group outlives it.
  const onExit = (): void => signalGroup(child.pid, "SIGKILL");
  process.once("exit", onExit);
  const limit = setTimeout(() => end("limit"), options.limitSeconds * 1000);
  options.signal.addEventListener("abort", onAbort, { once: true });
  if (options.signal.aborted) onAbort();

  try {
    const out = readBounded(child.stdout);
    const err = readBounded(child.stderr);
    await child.exited;
    const wallSeconds = (performance.now() - started) / 1000;
    // A grandchild that outlived its parent would hold the pipes open and disturb the next trial.
    signalGroup(child.pid, "SIGKILL");
    // One that even left the group holds them still; it is not waited for.
    escaped = setTimeout(() => {
      out.stop();
      err.stop();
    }, graceMilliseconds);
    const [stdout, stderr] = await Promise.all([out.text, err.text]);
    const usage = child.resourceUsage();
    return {
      stdout,
      stderr,
      exitCode: child.exitCode,
      signal: child.signalCode === null ? null : String(child.signalCode),
      endedBy,
      wallSeconds,
      cpuSeconds: usage === undefined ? 0 : Number(usage.cpuTime.total) / 1e6,
      involuntarySwitches: usage?.contextSwitches.involuntary ?? null,
    };
  } finally {
    clearTimeout(limit);
    clearTimeout(kill);
    clearTimeout(escaped);
    process.removeListener("exit", onExit);
    options.signal.removeEventListener("abort", onAbort);
  }
}
