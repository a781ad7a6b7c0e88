import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { temporaryFolder } from "../temporary_folder.ts";
import { readLastRun } from "./configuration_files.ts";
import { launcher, patience, plainEnvironment } from "./launch.ts";

setDefaultTimeout(patience);

const clearLine = "\r\u001B[K";
const controlC = "\u0003";
const columns = 60;

interface OnTerminal {
  readonly exitCode: Promise<number>;
  /** All that was shown so far. */
  shown(): string;
  /** Resolves when the text is shown, or the program has ended. */
  shows(text: string): Promise<void>;
  type(keys: string): void;
}

/** Starts the program on a terminal of its own. */
function startOnTerminal(
  args: readonly string[],
  cwd: string,
  environment: Record<string, string>,
): OnTerminal {
  let shown = "";
  const listeners = new Set<() => void>();
  const decoder = new TextDecoder();
  const child = Bun.spawn([launcher, "--no-install", ...args], {
    cwd,
    env: { ...plainEnvironment(), TERM: "xterm", ...environment },
    terminal: {
      cols: columns,
      rows: 24,
      data: (_terminal, bytes) => {
        shown += decoder.decode(bytes, { stream: true });
        for (const listener of listeners) listener();
      },
    },
  });
  return {
    exitCode: child.exited,
    shown: () => shown,
    async shows(text) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const look = (): void => {
        if (shown.includes(text)) resolve();
      };
      listeners.add(look);
      look();
      await Promise.race([promise, child.exited]);
      listeners.delete(look);
      expect(shown).toContain(text);
    },
    type: (keys) => child.terminal?.write(keys),
  };
}

/** What stands in the lines of a terminal that knows how to clear one. */
function visibleLines(shown: string): string[] {
  return shown.split("\n").map((line) => line.split(clearLine).at(-1) ?? "");
}

const args = ["run", "demo", "--profile", "smoke", "--rounds", "2", "--tests", "mem-latency"];

describe("on a terminal", () => {
  test("the progress is one line that is redrawn, never wraps, and is gone at the end", async () => {
    await using folder = await temporaryFolder();
    const terminal = startOnTerminal(args, folder.path, {});
    expect(await terminal.exitCode).toBe(0);
    const shown = terminal.shown();
    for (const round of [1, 2]) expect(shown).toContain(`${clearLine}round ${round}/2 · mem-latency · `);
    const drawn = shown
      .replaceAll(clearLine, "\n")
      .split("\n")
      .filter((line) => line.startsWith("round "));
    expect(drawn.every((line) => line.length < columns)).toBe(true);
    expect(visibleLines(shown).filter((line) => line.includes("round "))).toEqual([]);
  });

  test("NO_COLOR takes the colours away", async () => {
    await using folder = await temporaryFolder();
    const show = async (environment: Record<string, string>): Promise<string> => {
      const terminal = startOnTerminal(["frobnicate"], folder.path, environment);
      expect(await terminal.exitCode).toBe(2);
      return terminal.shown();
    };
    const [coloured, plain] = [await show({}), await show({ NO_COLOR: "1" })];
    expect(stripVTControlCharacters(coloured)).not.toBe(coloured);
    expect(stripVTControlCharacters(plain)).toBe(plain);
  });

  test("Ctrl-C ends the run and keeps what is finished", async () => {
    await using folder = await temporaryFolder();
    const terminal = startOnTerminal(args, folder.path, {});
    await terminal.shows("round 2/2");
    terminal.type(controlC);
    expect(await terminal.exitCode).toBe(130);
    expect(terminal.shown()).toContain("--resume");
    const run = await readLastRun(join(folder.path, "results", "no-gpu", "demo"));
    expect(run).toMatchObject({ status: "interrupted", trials: [{ benchmark: "mem-latency", round: 1 }] });
  });
});
