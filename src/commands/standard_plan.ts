import { benchmarks } from "../benchmarks/index.ts";
import { readMachine } from "../machine/read_machine.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { planRun, type Plan } from "../runner/plan.ts";
import { kernelsFolder, scriptsFolder } from "../suite.ts";
import { readSettings } from "./run_options.ts";

/** What a run without any option would do on this machine. */
export async function standardPlan(files: SystemFiles): Promise<Plan> {
  return planRun({
    benchmarks,
    machine: readMachine(files),
    settings: readSettings({}),
    byName: false,
    kernelsFolder,
    scriptsFolder,
  });
}
