import { runTool, toolFailure, type CommandLine, type RunTool } from "./run_tool.ts";
import type { SystemFiles } from "./system_files.ts";

/** What a tool shows a person about the machine, kept beside the results. */
export interface Capture {
  /** The file's name in the configuration's folder. */
  readonly file: string;
  /** What was printed, or one sentence on why nothing was. */
  readonly text: string;
}

/** The machine as the usual tools print it; for people only, the facts do not depend on it. Never throws. */
export function readCaptures(files: SystemFiles, run: RunTool = runTool): Capture[] {
  return [
    { file: "numa_topology.txt", text: printed(run, ["numactl", "--hardware"]) },
    { file: "cpu_topology.txt", text: printed(run, ["lscpu"]) },
    {
      file: "hugepages.txt",
      text: files.read("/proc/meminfo") ?? "/proc/meminfo cannot be read.\n",
    },
  ];
}

function printed(run: RunTool, argv: CommandLine): string {
  const outcome = run(argv);
  const failure = toolFailure(argv, outcome);
  const stdout = outcome.kind === "ended" ? outcome.stdout : "";
  return failure === null ? stdout : `${failure}.\n${stdout}`;
}
