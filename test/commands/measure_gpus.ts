import { measure } from "../../src/commands/measure.ts";
import { beginRun } from "../../src/results/begin_run.ts";
import { emptyRun } from "../results/example.ts";
import { gpu, withGpus } from "../machine/gpus/made_up.ts";
import { command, planned, planOf, settings, smallMachine } from "../runner/examples.ts";

// Measures two rounds of a benchmark that loads GPU 1 and of one that loads none, into a folder.
const [folder = "", script = ""] = process.argv.slice(2);
const machine = withGpus(smallMachine, gpu(0), gpu(1));
const plan = planOf(
  [
    planned([command(script, { gpus: [1], rawFile: "gpu.txt" })], { id: "gpu" }),
    planned([command("true", { rawFile: "cpu.txt" })], { id: "cpu" }),
  ],
  {
    machine,
    settings: { ...settings, rounds: 2 },
    withoutTool: [{ benchmark: "nccl", because: "all_reduce is not built" }],
  },
);
const run = { ...emptyRun, machine, settings: { ...plan.settings, tests: ["gpu", "cpu"] } };
const existing = { kind: "nothing" } as const;
const beginning = beginRun({ folder, existing, mode: "new", gpu: "nvidia-h200", config: "demo", run });
process.exitCode = (await measure(plan, folder, beginning)).exitCode;
