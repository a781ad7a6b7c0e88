import { join, resolve } from "node:path";
import { defineCommand } from "citty";
import { benchmarks } from "../benchmarks/index.ts";
import { codeOf, messageOf } from "../caught.ts";
import { isLostWithContainer } from "../machine/confinement.ts";
import { readMachine } from "../machine/read_machine.ts";
import { systemFiles } from "../machine/system_files.ts";
import { beginRun, type Beginning } from "../results/begin_run.ts";
import { inspectFolder, type Existing } from "../results/folder.ts";
import { takeLock } from "../results/lock.ts";
import type { Run } from "../results/metadata.ts";
import { checkName } from "../results/names.ts";
import { checkWritable } from "../results/preflight.ts";
import { SavingError } from "../results/saving_error.ts";
import { quoteForShell } from "../runner/command_line.ts";
import { mountAdvice } from "../runner/container_readiness.ts";
import { describePlan } from "../runner/describe_plan.ts";
import { formatDuration } from "../runner/duration.ts";
import { planRun, type Plan } from "../runner/plan.ts";
import { toolVersions } from "../runner/tool_versions.ts";
import { kernelsFolder, scriptsFolder, suiteImage } from "../suite.ts";
import { suiteVersion } from "../suite_version.ts";
import { UsageError } from "../usage_error.ts";
import { defaultGroup, hasProblemToTell } from "./gpus_here.ts";
import { measure, type Measured } from "./measure.ts";
import { messages } from "./messages.ts";
import { effectiveSettings, readMode, runDefinitions, text, type Given } from "./run_options.ts";
import { writeReport } from "./write_report.ts";
import { writeSummary } from "./write_summary.ts";
// oxlint-disable-next-line import/no-unassigned-import -- before hours of measuring, in which a checkout may change
import "./report_program.ts";

function newRun(plan: Plan, tools: Run["tools"]): Omit<Run, "id"> {
  return {
    startedAt: new Date().toISOString(),
    endedAt: null,
    status: "running",
    suite: { version: suiteVersion, image: suiteImage },
    settings: plan.settings,
    machine: plan.machine,
    tools,
    skipped: plan.skipped,
    trials: [],
  };
}

/** Which benchmarks cannot be measured and why, each reason once. */
function listReasons(benchmarksWithout: Plan["skipped"]): string {
  const byReason = Map.groupBy(benchmarksWithout, ({ because }) => because);
  return Array.from(byReason, ([because, without]) => {
    const ids = without.map(({ benchmark }) => benchmark);
    return `${ids.join(", ")}: ${because}`;
  }).join("; ");
}

/** @throws UsageError when a tool is missing that the run cannot do without, or nothing would be measured. */
function checkMeasurable({ planned, skipped, missing }: Plan): void {
  if (missing.length > 0) throw new UsageError(`${listReasons(missing)}.`);
  if (planned.length === 0) throw new UsageError(`nothing to measure: ${listReasons(skipped)}.`);
}

/** What a person types behind `run` to go on with this run: it is found by the same names. */
function resumeArguments(given: Given, config: string): string[] {
  const places = ["gpu", "results"].flatMap((name) => {
    const value = text(given, name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  return [config, ...places, "--resume"];
}

function tellEnd(
  { failed, exitCode }: Measured,
  took: string,
  folder: string,
  toResume: readonly string[],
): void {
  if (exitCode > 128)
    messages.warn(
      `Interrupted after ${took}; finished trials are in ${folder}. To go on: run ${quoteForShell(toResume)}`,
    );
  else if (failed > 0)
    messages.warn(
      `Measured in ${took}; ${failed} ${failed === 1 ? "trial" : "trials"} failed, see ${folder}.`,
    );
  else messages.success(`Measured in ${took}: ${folder}`);
}

/** What to tell when all is measured and kept, but its summary or report could not be written. */
function notSummedUp(error: unknown, folder: string, resultsFolder: string): unknown {
  const isExpected = error instanceof UsageError || codeOf(error) !== "";
  if (!isExpected) return error;
  const because = messageOf(error).replace(/\.$/, "");
  return new SavingError(
    `all that was measured is kept in ${folder}, but could not be summed up: ${because}; mend that, then: ` +
      `vcpu-bench report ${resultsFolder}.`,
  );
}

export const runBenchmarksCommand = defineCommand({
  meta: {
    name: "run",
    description: "Measure this machine as a configuration, keep the results and show them",
  },
  args: runDefinitions,
  async run({ args: given }): Promise<number> {
    const { config } = given;
    const mode = readMode(given);
    checkName("configuration", config);
    const named = text(given, "gpu");
    if (named !== undefined) checkName("GPU group", named);
    const files = systemFiles();
    const machine = readMachine(files);
    const gpu = named ?? defaultGroup(machine.gpus);
    const resultsFolder = text(given, "results") ?? "results";
    const folder = join(resultsFolder, gpu, config);
    const existing = await inspectFolder(folder);
    const settings = effectiveSettings(given, mode, existing, folder);
    const plan = await planRun({
      benchmarks: benchmarks.filter(({ id }) => settings.tests.includes(id)),
      machine,
      settings,
      byName: text(given, "tests") !== undefined,
      kernelsFolder,
      scriptsFolder,
    });
    const isDryRun = given["dry-run"] === true;
    if (suiteImage !== null && !isDryRun && isLostWithContainer(files, resolve(resultsFolder)))
      throw new UsageError(`results cannot be kept in ${resultsFolder}: ${mountAdvice}.`);
    if (!isDryRun) checkMeasurable(plan);
    if (hasProblemToTell(machine.gpus, named)) messages.warn(`GPUs: ${machine.gpus.problem}`);
    // Asking for versions starts the tools, GPU programs among them; only resuming compares them.
    const run = newRun(plan, isDryRun && mode !== "resume" ? [] : toolVersions(plan));
    const begin = (found: Existing): Beginning =>
      beginRun({ folder, existing: found, mode, gpu, config, run });
    begin(existing);
    if (isDryRun) {
      process.stdout.write(describePlan(plan));
      return 0;
    }
    await checkWritable(resultsFolder);
    await checkWritable(existing.kind === "nothing" ? join(resultsFolder, gpu) : folder);
    const release = await takeLock(resultsFolder);
    try {
      const startedAt = performance.now();
      // Looked at once more, now that no other run can change it.
      const measured = await measure(plan, folder, begin(await inspectFolder(folder)));
      const took = formatDuration((performance.now() - startedAt) / 1000);
      tellEnd(measured, took, folder, resumeArguments(given, config));
      try {
        await writeSummary(gpu, config, folder);
        if (given.report) await writeReport(resultsFolder, join(resultsFolder, "report.html"));
      } catch (error) {
        throw notSummedUp(error, folder, resultsFolder);
      }
      if (given.report) messages.info(`Report: ${join(resultsFolder, "report.html")}`);
      return measured.exitCode;
    } finally {
      await release();
    }
  },
});
