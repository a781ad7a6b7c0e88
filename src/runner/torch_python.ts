import { join } from "node:path";
import { runTool, type RunTool } from "../machine/run_tool.ts";

/**
 * Ends with 0 when torch could be imported; importing it would take seconds. The working folder is not looked into,
 * as it is not when a script is executed; a folder named torch that is no package has no origin.
 */
const probe = `
import importlib.util, sys
sys.path = [folder for folder in sys.path if folder]
torch = importlib.util.find_spec("torch")
sys.exit(torch is None or torch.origin is None)
`;

/** The first python3 on `path` that has torch; null when none has. */
export function findTorchPython(path: string, run: RunTool = runTool): string | null {
  const folders = path.split(":").filter((folder) => folder.startsWith("/"));
  const candidates = Array.from(new Set(folders)).map((folder) => join(folder, "python3"));
  for (const python of candidates) {
    const outcome = run([python, "-c", probe]);
    if (outcome.kind === "ended" && outcome.exitCode === 0) return python;
  }
  return null;
}
