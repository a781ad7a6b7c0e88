import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemFiles } from "../../src/machine/system_files.ts";
import { startHaltingProgram, type HaltingProgram } from "../../src/runner/halting_program.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { linesIn, processState, until } from "./processes.ts";

/**
 * Counts aloud, and in a file; its process number stands in another. No shell, which would start others for that:
 * while it waits for one to begin, it cannot be stopped.
 */
function counting(folder: string): string[] {
  const [ticks, pid] = [join(folder, "ticks"), join(folder, "pid")].map((path) => JSON.stringify(path));
  const program = `
    const { appendFileSync, writeFileSync, writeSync } = require("node:fs");
    writeFileSync(${pid}, String(process.pid));
    for (let n = 1; ; n += 1) {
      writeSync(1, "count " + n + "\\n");
      appendFileSync(${ticks}, n + "\\n");
      Bun.sleepSync(5);
    }`;
  return [process.execPath, "-e", program];
}

function pidIn(folder: string): number {
  return Number(readFileSync(join(folder, "pid"), "utf8"));
}

async function ticksIn(folder: string, atLeast: number): Promise<void> {
  await until(() => linesIn(join(folder, "ticks")) >= atLeast);
}

function numbersIn(text: string): number[] {
  return Array.from(text.matchAll(/^count (\d+)$/gm), ([, number]) => Number(number));
}

describe("a program that is halted in between", () => {
  test("is still until it goes on, and gives what it printed meanwhile", async () => {
    await using folder = await temporaryFolder();
    const program = startHaltingProgram(counting(folder.path), systemFiles());
    try {
      await ticksIn(folder.path, 3);
      const first = numbersIn(program.halt());
      const pid = pidIn(folder.path);
      await until(() => processState(pid) === "T");
      expect(first.slice(0, 3)).toEqual([1, 2, 3]);
      const ticks = linesIn(join(folder.path, "ticks"));
      program.goOn();
      await ticksIn(folder.path, ticks + 3);
      const second = numbersIn(program.halt());
      expect(second.length).toBeGreaterThanOrEqual(2);
      expect(Math.min(...second)).toBeGreaterThan(Math.max(...first));
      expect(program.ended()).toBeNull();
    } finally {
      program.end();
    }
    const pid = pidIn(folder.path);
    await until(() => ["Z", null].includes(processState(pid)));
  });

  test("gives whole lines only, and none of which a part came before it went on", async () => {
    await using folder = await temporaryFolder();
    const begun = join(folder.path, "begun");
    const go = join(folder.path, "go");
    const over = join(folder.path, "over");
    const script =
      `printf 'one\\ntw'; : >${begun}; while [ ! -e ${go} ]; do :; done; ` +
      `printf 'o\\nthree\\nfour'; : >${over}; exec sleep 1000`;
    const program = startHaltingProgram(["sh", "-c", script], systemFiles());
    try {
      await until(() => existsSync(begun));
      expect(program.halt()).toBe("one\n");
      program.goOn();
      expect(program.halt()).toBe("");
      await writeFile(go, "");
      program.goOn();
      await until(() => existsSync(over));
      expect(program.halt()).toBe("three\n");
    } finally {
      program.end();
    }
  });

  test("has a process group of its own, which Ctrl-C on the terminal does not reach", async () => {
    await using folder = await temporaryFolder();
    const program = startHaltingProgram(counting(folder.path), systemFiles());
    try {
      await ticksIn(folder.path, 1);
      const pid = pidIn(folder.path);
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ");
      expect(stat?.slice(2, 4)).toEqual([`${pid}`, `${pid}`]);
    } finally {
      program.end();
    }
  });

  test("tells its CPU time, which never goes back, also when it is over", async () => {
    const script = "n=0; while [ $n -lt 100000 ]; do n=$((n + 1)); done; exit 7";
    const program = startHaltingProgram(["sh", "-c", script], systemFiles());
    try {
      const times: number[] = [];
      await until(() => {
        times.push(program.cpuSeconds());
        return program.ended() !== null;
      });
      times.push(program.cpuSeconds());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(times.at(-1)).toBeGreaterThan(0.001);
      expect(program.ended()).toBe("exit code 7");
    } finally {
      program.end();
    }
  });

  test("is told of when a signal ended it, and nothing that is done to it then is an error", async () => {
    const program = startHaltingProgram(["sh", "-c", "echo last; kill -SEGV $$"], systemFiles());
    await until(() => program.ended() !== null);
    expect(program.ended()).toBe("SIGSEGV");
    expect(program.halt()).toBe("last\n");
    program.goOn();
    expect(program.halt()).toBe("");
    program.end();
  });

  test("leaves no listener and no file behind", async () => {
    const open = (): number => systemFiles().list("/proc/self/fd").length;
    const before = { listeners: process.listenerCount("exit"), files: open() };
    const program: HaltingProgram = startHaltingProgram(["sleep", "1000"], systemFiles());
    expect(process.listenerCount("exit")).toBe(before.listeners + 1);
    program.end();
    expect(process.listenerCount("exit")).toBe(before.listeners);
    await until(() => open() <= before.files);
  });

  test("that cannot be started leaves no listener and no file behind either", async () => {
    await using folder = await temporaryFolder();
    const open = (): number => systemFiles().list("/proc/self/fd").length;
    const before = { listeners: process.listenerCount("exit"), files: open(), path: process.env["PATH"] };
    // Without setpriv it is the program itself that is missing.
    process.env["PATH"] = folder.path;
    try {
      expect(() => startHaltingProgram([join(folder.path, "missing")], systemFiles())).toThrow("ENOENT");
    } finally {
      process.env["PATH"] = before.path;
    }
    expect(process.listenerCount("exit")).toBe(before.listeners);
    await until(() => open() <= before.files);
  });

  test.if(Bun.which("setpriv") !== null)("cannot outlive this one, whichever way it ends", async () => {
    const source = join(import.meta.dir, "../../src/runner/halting_program.ts");
    const files = join(import.meta.dir, "../../src/machine/system_files.ts");
    for (const last of ["process.exit(3)", "process.kill(process.pid, 'SIGKILL')"]) {
      for (const doing of ["", "program.halt();"]) {
        await using folder = await temporaryFolder();
        const pidFile = join(folder.path, "pid");
        const program = `
          const { startHaltingProgram } = await import(${JSON.stringify(source)});
          const { systemFiles } = await import(${JSON.stringify(files)});
          const program = startHaltingProgram(${JSON.stringify(counting(folder.path))}, systemFiles());
          while (!(await Bun.file(${JSON.stringify(join(folder.path, "ticks"))}).exists())) await Bun.sleep(1);
          ${doing}
          ${last};
        `;
        const child = Bun.spawn([process.execPath, "-e", program], { stdin: "ignore", stdout: "ignore" });
        await child.exited;
        const pid = Number(readFileSync(pidFile, "utf8"));
        await until(() => ["Z", "X", null].includes(processState(pid)));
      }
    }
  });
});
