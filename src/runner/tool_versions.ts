import { shownLine } from "../benchmarks/formats/lines.ts";
import { printedBy, runTool } from "../machine/run_tool.ts";
import type { Plan } from "./plan.ts";

/** A tool that a run uses, as it is kept with the results. */
export interface UsedTool {
  readonly benchmark: string;
  readonly id: string;
  readonly label: string;
  readonly path: string;
  /** First line of what it says of its version; empty when it does not say. */
  readonly version: string;
}

/** Scripts load torch to say its version, which takes seconds, and many of them from a cold disk. */
const limitMilliseconds = 60_000;

/** Asks each tool of a plan for its version. */
export function toolVersions(plan: Plan): UsedTool[] {
  return plan.planned.map(({ benchmark, tool, path, interpreter }) => {
    const [program = path, ...rest] = [...interpreter, path, ...tool.versionArguments];
    const said = printedBy(runTool([program, ...rest], limitMilliseconds));
    return {
      benchmark: benchmark.id,
      id: tool.id,
      label: tool.label,
      path,
      version: shownLine(said.split("\n")[0] ?? ""),
    };
  });
}
