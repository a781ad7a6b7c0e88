import { randomUUID } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTool } from "../machine/run_tool.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { processCpuSeconds } from "./process_cpu.ts";
import { signalGroup } from "./process_group.ts";

/** A program that prints for as long as it is let, halted in between. */
export interface HaltingProgram {
  /** What it printed while it was to be still is passed over. */
  goOn(): void;
  /** @returns the whole lines that it printed since its start, or since it was last let go on. */
  halt(): string;
  /** How it ended by itself: `exit code 1`, `SIGSEGV`; null while it has not. */
  ended(): string | null;
  /** CPU time that it has taken since its start. */
  cpuSeconds(): number;
  /** Ends it for good, and does not wait: a program whose driver hangs would not let us. */
  end(): void;
}

/** A file without a name, which goes with the last process that has it open. */
function openNameless(): number {
  const path = join(tmpdir(), `vcpu-bench-${randomUUID()}`);
  const file = openSync(path, "ax+", 0o600);
  unlinkSync(path);
  return file;
}

/** The whole lines of a file that begin at an offset or behind it. */
function linesFrom(file: number, offset: number): string {
  // From the byte before it on, which is a line's end when a line begins there.
  const start = Math.max(0, offset - 1);
  const bytes = Buffer.alloc(fstatSync(file).size - start);
  const text = bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, start));
  const begin = offset === 0 ? 0 : text.indexOf("\n") + 1;
  return begin === 0 && offset > 0 ? "" : text.slice(begin, text.lastIndexOf("\n") + 1);
}

/** Where util-linux is, the kernel ends the program even when this one is killed and can no longer do it. */
const endWithParent = ["setpriv", "--pdeathsig", "KILL"] as const;

function boundToParent(argv: readonly string[]): string[] {
  const outcome = runTool([...endWithParent, "true"]);
  return outcome.kind === "ended" && outcome.exitCode === 0 ? [...endWithParent, ...argv] : [...argv];
}

/** Starts a program that writes to an open file, which is closed when it cannot be started. */
function spawnInto(output: number, argv: readonly string[]): Bun.Subprocess {
  try {
    return Bun.spawn(boundToParent(argv), {
      env: { ...process.env, LC_ALL: "C" },
      stdin: "ignore",
      stdout: output,
      stderr: output,
      // Ctrl-C on the terminal reaches us alone, as with the programs that measure.
      detached: true,
    });
  } catch (error) {
    closeSync(output);
    throw error;
  }
}

/**
 * Starts a program as a process group of its own, running. Its output goes to a file, so that this program need not
 * wake up to read it.
 *
 * @throws Error when it cannot be started.
 */
export function startHaltingProgram(argv: readonly string[], files: SystemFiles): HaltingProgram {
  const output = openNameless();
  const child = spawnInto(output, argv);
  child.unref();
  const signal = (name: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null) signalGroup(child.pid, name);
  };
  const onExit = (): void => signal("SIGKILL");
  process.once("exit", onExit);

  let readFrom = 0;
  let cpuSeconds = 0;
  return {
    goOn() {
      readFrom = fstatSync(output).size;
      signal("SIGCONT");
    },
    halt() {
      signal("SIGSTOP");
      return linesFrom(output, readFrom);
    },
    ended() {
      if (child.signalCode !== null) return String(child.signalCode);
      return child.exitCode === null ? null : `exit code ${child.exitCode}`;
    },
    cpuSeconds() {
      const usage = child.resourceUsage();
      const now =
        usage === undefined ? processCpuSeconds(files, child.pid) : Number(usage.cpuTime.total) / 1e6;
      // Threads that have ended are no longer counted; what they took was.
      cpuSeconds = Math.max(cpuSeconds, now ?? 0);
      return cpuSeconds;
    },
    end() {
      process.removeListener("exit", onExit);
      signal("SIGKILL");
      closeSync(output);
    },
  };
}
