import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { linesIn } from "./processes.ts";

/** A line as nvidia-smi prints it for the GPU at `0000:0<index>:00.0`, at a clock in MHz. */
export function sampleLine(index: number, clock: number): string {
  return `00000000:0${index}:00.0, 100, ${clock}, 3201, 57, 665.81, 0x0000000000000004, 5, 16`;
}

/** A stand-in for nvidia-smi, and what it left behind. */
export interface FakeNvidiaSmi {
  /** Of the folder that holds it. */
  readonly path: string;
  /** Process numbers of those that were started, in order. */
  pids(): Promise<number[]>;
  /** How often it has sampled. */
  samples(): number;
}

/**
 * Writes a program named nvidia-smi that runs JavaScript. In it `print(line)` prints, `sample()` prints a sample of
 * GPUs 0 and 1 whose clock counts up from 1 MHz, and `wait()` passes a moment. It starts no other processes: a shell
 * that waits for one to begin cannot be stopped. Asked for anything but samples, it says nothing.
 */
export async function fakeNvidiaSmi(folder: string, script: string): Promise<FakeNvidiaSmi> {
  const path = join(folder, "bin");
  const [pids, samples] = [join(folder, "pids"), join(folder, "samples")];
  const program = `
    const { appendFileSync, writeSync } = require("node:fs");
    if (!process.argv.some((word) => word.startsWith("--loop-ms="))) process.exit(0);
    appendFileSync(${JSON.stringify(pids)}, process.pid + "\\n");
    ${String(sampleLine)}
    let clock = 0;
    const print = (line) => writeSync(1, line + "\\n");
    const wait = () => Bun.sleepSync(10);
    const sample = () => {
      clock += 1;
      for (const index of [0, 1]) print(sampleLine(index, clock));
      appendFileSync(${JSON.stringify(samples)}, clock + "\\n");
    };
    ${script}
  `;
  await mkdir(path, { recursive: true });
  await writeFile(join(folder, "program.js"), program);
  await writeFile(
    join(path, "nvidia-smi"),
    `#!/bin/sh\nexec '${process.execPath}' '${join(folder, "program.js")}' "$@"\n`,
  );
  await chmod(join(path, "nvidia-smi"), 0o755);
  return {
    path,
    pids: async () => (await Bun.file(pids).text()).trim().split("\n").map(Number),
    samples: () => linesIn(samples),
  };
}
