import { defineCommand } from "citty";
import { benchmarks } from "../benchmarks/index.ts";
import { systemFiles } from "../machine/system_files.ts";
import { describeGpus } from "./gpus_here.ts";
import { standardPlan } from "./standard_plan.ts";

export const listCommand = defineCommand({
  meta: { name: "list", description: "Show the benchmarks, what each measures, and whether it applies here" },
  async run(): Promise<number> {
    const plan = await standardPlan(systemFiles());
    const reasons = new Map(
      [...plan.skipped, ...plan.missing].map(({ benchmark, because }) => [benchmark, because]),
    );
    const width = Math.max(...benchmarks.map(({ id }) => id.length)) + 2;
    for (const { id, measures } of benchmarks) {
      const because = reasons.get(id);
      const tool = plan.planned.find(({ benchmark }) => benchmark.id === id)?.tool.label;
      const here = because === undefined ? `applies here: ${tool}` : `does not apply here: ${because}`;
      process.stdout.write(`${id.padEnd(width)}${measures}\n${"".padEnd(width)}${here}\n`);
    }
    for (const [place, line] of describeGpus(plan.machine.gpus).entries())
      process.stdout.write(`${(place === 0 ? "GPUs" : "").padEnd(width)}${line}\n`);
    return 0;
  },
});
