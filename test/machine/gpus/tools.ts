import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunTool, ToolOutcome } from "../../../src/machine/run_tool.ts";

/** A file of test/fixtures, e.g. `nvidia-smi/facts.csv`. */
export function fixture(name: string): string {
  return readFileSync(join(import.meta.dir, "../../fixtures", name), "utf8");
}

export function ended(stdout: string, exitCode: number | null = 0): ToolOutcome {
  return { kind: "ended", exitCode, stdout, stderr: "" };
}

/** What the tools answer, by how the command line begins; the first that fits counts. */
export type Answers = Readonly<Record<string, ToolOutcome | string>>;

/** Tools that answer so; whatever else is asked for is not installed. */
export function answering(answers: Answers): RunTool {
  return (argv) => {
    const line = argv.join(" ");
    const [, answer] = Object.entries(answers).find(([start]) => line.startsWith(start)) ?? [];
    if (answer === undefined) return { kind: "missing" };
    return typeof answer === "string" ? ended(answer) : answer;
  };
}

/** No tool may be started. */
export const forbidden: RunTool = (argv) => {
  throw new Error(`${argv.join(" ")} was started`);
};

/** nvidia-smi as it answered in the guest with two H200. */
export const twoH200Tools: Answers = {
  "nvidia-smi --query-gpu": fixture("nvidia-smi/facts.csv"),
  "nvidia-smi --version": fixture("nvidia-smi/version.txt"),
  "nvidia-smi topo -m": fixture("nvidia-smi/topology.txt"),
  "nvidia-smi -L": fixture("nvidia-smi/list.txt"),
};

/** amd-smi as ROCm 6.4 has it on a server with two MI300X, constructed. */
export const amdSmi: Answers = {
  "amd-smi static --json": fixture("rocm/amd-smi-static-rocm6.constructed.json"),
  "amd-smi topology --json": fixture("rocm/amd-smi-topology-rocm6.constructed.json"),
};
