import { stripVTControlCharacters } from "node:util";
import type { MachineFacts } from "./facts.ts";
import { toolLimitMilliseconds } from "./gpus/tool_limit.ts";
import { printedBy, runTool, toolFailure, type CommandLine, type RunTool } from "./run_tool.ts";
import type { SystemFiles } from "./system_files.ts";

/** What a tool shows a person about the machine, kept beside the results. */
export interface Capture {
  /** The file's name in the configuration's folder. */
  readonly file: string;
  /** What was printed, or one sentence on why nothing was. */
  readonly text: string;
}

/** The machine as the usual tools print it; for people only, the facts do not depend on it. Never throws. */
export function readCaptures(
  files: SystemFiles,
  gpus: Pick<MachineFacts["gpus"], "devices">,
  run: RunTool = runTool,
): Capture[] {
  return [
    { file: "numa_topology.txt", text: printed(run, ["numactl", "--hardware"]) },
    { file: "cpu_topology.txt", text: printed(run, ["lscpu"]) },
    {
      file: "hugepages.txt",
      text: files.read("/proc/meminfo") ?? "/proc/meminfo cannot be read.\n",
    },
    ...gpuCaptures(gpus, run),
  ];
}

const gpuTools: Readonly<Record<"nvidia" | "amd", { topology: CommandLine; details: CommandLine }>> = {
  nvidia: { topology: ["nvidia-smi", "topo", "-m"], details: ["nvidia-smi", "-q"] },
  amd: { topology: ["amd-smi", "topology"], details: ["amd-smi", "static"] },
};

function gpuCaptures({ devices }: Pick<MachineFacts["gpus"], "devices">, run: RunTool): Capture[] {
  const [gpu] = devices;
  if (gpu === undefined) return [];
  const { topology, details } = gpuTools[gpu.vendor];
  return [
    { file: "gpu_topology.txt", text: printed(run, topology) },
    { file: "gpu_details.txt", text: printed(run, details) },
  ];
}

/** Without the escape sequences that a terminal would colour and underline by. */
function printed(run: RunTool, argv: CommandLine): string {
  const outcome = run(argv, toolLimitMilliseconds);
  const failure = toolFailure(argv, outcome);
  const stdout = stripVTControlCharacters(printedBy(outcome));
  return failure === null ? stdout : `${failure}.\n${stdout}`;
}
