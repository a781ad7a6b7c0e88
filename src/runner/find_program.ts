import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import type { Benchmark, Program, Tool } from "../benchmarks/benchmark.ts";

/** A tool whose program is on this machine. */
export interface FoundTool {
  readonly tool: Tool;
  readonly path: string;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Absolute path of a program on the PATH as it is now; Bun by itself looks at the PATH of its start. */
export function findOnPath(name: string): string | null {
  return Bun.which(name, { PATH: process.env["PATH"] ?? "" });
}

/** The program's absolute path, or null when it is not there. */
async function findProgram(program: Program, kernelsFolder: string): Promise<string | null> {
  if (program.kind === "path") return findOnPath(program.name);
  const path = join(kernelsFolder, program.name);
  return (await isExecutable(path)) ? path : null;
}

/** The first of a benchmark's tools whose program is present; null when none is. */
export async function findTool(benchmark: Benchmark, kernelsFolder: string): Promise<FoundTool | null> {
  for (const tool of benchmark.tools) {
    const path = await findProgram(tool.program, kernelsFolder);
    if (path !== null) return { tool, path };
  }
  return null;
}

/** One sentence: what is missing for a benchmark none of whose tools was found, and how to get it. */
export function missingTool(benchmark: Benchmark): string {
  const ways = benchmark.tools.map(({ program }) =>
    program.kind === "kernel"
      ? `${program.name} is not built (make -C kernels)`
      : `${program.name} is not installed (apt-get install ${program.package})`,
  );
  return ways.join(", and ");
}
