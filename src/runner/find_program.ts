import { access, constants } from "node:fs/promises";
import { join } from "node:path";
import type { Benchmark, Program, Tool } from "../benchmarks/benchmark.ts";
import type { MachineFacts } from "../machine/facts.ts";

/** A tool whose program is on this machine. */
export interface FoundTool {
  readonly tool: Tool;
  /** Of the program or script. */
  readonly path: string;
  /** What a script is executed by, its options included; empty for a program. */
  readonly interpreter: readonly string[];
}

/** Where tools are looked for beside the PATH. */
export interface ProgramPlaces {
  /** Holds the programs built from kernels/. */
  readonly kernelsFolder: string;
  readonly scriptsFolder: string;
  /** The interpreter of the scripts, or null when none has what they need. */
  readonly torchPython: () => string | null;
}

/** Absolute path of a program on the PATH as it is now; Bun by itself looks at the PATH of its start. */
export function findOnPath(name: string): string | null {
  return Bun.which(name, { PATH: process.env["PATH"] ?? "" });
}

async function allows(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

type Found = Omit<FoundTool, "tool">;

async function findProgram(program: Program, places: ProgramPlaces): Promise<Found | null> {
  switch (program.kind) {
    case "path": {
      const path = findOnPath(program.name);
      return path === null ? null : { path, interpreter: [] };
    }
    case "kernel": {
      const path = join(places.kernelsFolder, program.name);
      return (await allows(path, constants.X_OK)) ? { path, interpreter: [] } : null;
    }
    case "script": {
      const path = join(places.scriptsFolder, program.name);
      if (!(await allows(path, constants.R_OK))) return null;
      const python = places.torchPython();
      // Unbuffered: of a script that hangs and is ended, what it printed last is known.
      return python === null ? null : { path, interpreter: [python, "-u"] };
    }
  }
}

/** The first of the tools whose program is present; null when none is. */
async function firstPresent(tools: readonly Tool[], places: ProgramPlaces): Promise<FoundTool | null> {
  for (const tool of tools) {
    const found = await findProgram(tool.program, places);
    if (found !== null) return { tool, ...found };
  }
  return null;
}

/** The tools of a benchmark that can do anything on a machine, in order of preference. */
export function supportedTools(benchmark: Benchmark, machine: MachineFacts): readonly Tool[] {
  return benchmark.tools.filter((tool) => tool.supports?.(machine) !== false);
}

/** A tool, or one sentence: what is missing for a benchmark, and how to get it. */
export type ToolChoice = FoundTool | { readonly because: string };

/**
 * The tool that measures a benchmark: the chosen one and no other, or the first that is present and supports the
 * machine.
 *
 * @param chosen id of the tool that a person asked for
 */
export async function chooseTool(options: {
  readonly benchmark: Benchmark;
  readonly machine: MachineFacts;
  readonly chosen: string | undefined;
  readonly places: ProgramPlaces;
}): Promise<ToolChoice> {
  const { benchmark, machine, chosen } = options;
  const supported = supportedTools(benchmark, machine);
  const candidates = chosen === undefined ? supported : supported.filter(({ id }) => id === chosen);
  if (candidates.length > 0)
    return (
      (await firstPresent(candidates, options.places)) ?? {
        because: candidates.map(({ program }) => wayToGet(program)).join(", and "),
      }
    );
  if (chosen === undefined) return { because: "none of its tools supports this machine" };
  const others = supported.map(({ id }) => id).join(", ");
  return {
    because:
      `${chosen}, which --tool asks for, does not support this machine` +
      (others === "" ? "" : `; choose among ${others}`),
  };
}

function wayToGet(program: Program): string {
  switch (program.kind) {
    case "kernel": {
      const needs = program.needs === undefined ? "" : `, which takes ${program.needs}`;
      return `${program.name} is not built (make -C kernels${needs})`;
    }
    case "script":
      return `${program.name} finds no python3 with torch (pip install torch)`;
    case "path":
      return "package" in program
        ? `${program.name} is not installed (apt-get install ${program.package})`
        : `${program.name} is not on the PATH (${program.origin})`;
  }
}
