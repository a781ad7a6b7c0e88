import { join } from "node:path";
import { defineCommand } from "citty";
import { benchmarks, unmeasured } from "../benchmarks/index.ts";
import { profiles, roundsByProfile, type Settings } from "../benchmarks/settings.ts";
import { readMachine } from "../machine/read_machine.ts";
import { systemFiles } from "../machine/system_files.ts";
import { beginRun, type Beginning } from "../results/begin_run.ts";
import { inspectFolder, type Existing, type Mode } from "../results/folder.ts";
import { takeLock } from "../results/lock.ts";
import type { Run } from "../results/metadata.ts";
import { checkName } from "../results/names.ts";
import { checkWritable } from "../results/preflight.ts";
import { quoteForShell } from "../runner/command_line.ts";
import { describePlan } from "../runner/describe_plan.ts";
import { formatDuration } from "../runner/duration.ts";
import { planRun, type Plan } from "../runner/plan.ts";
import { toolVersions } from "../runner/tool_versions.ts";
import { codeOf, messageOf } from "../caught.ts";
import { SavingError } from "../results/saving_error.ts";
import { kernelsFolder, suiteImage, suiteVersion } from "../suite.ts";
import { UsageError } from "../usage_error.ts";
import { measure } from "./measure.ts";
import { messages } from "./messages.ts";
import { readMessageSize, readProfile, readRounds, readTests } from "./values.ts";
import { writeReport, writeSummary } from "./write_report.ts";

const definitions = {
  config: {
    type: "positional",
    description: "a name for this way of setting up the machine, e.g. pin-numa",
    required: true,
  },
  tests: {
    type: "string",
    valueHint: "LIST",
    description: `benchmarks, comma-separated: ${benchmarks.map(({ id }) => id).join(",")}`,
  },
  rounds: {
    type: "string",
    valueHint: "N",
    description: "passes over all benchmarks (10; smoke 1, thorough 30)",
  },
  profile: {
    type: "string",
    valueHint: profiles.join("|"),
    description: "how much certainty to buy (standard)",
  },
  gpu: { type: "string", valueHint: "NAME", description: "GPU group that the results are filed under" },
  "nccl-max-msg": {
    type: "string",
    valueHint: "SIZE",
    description: "largest all-reduce message, e.g. 512M (1G)",
  },
  results: { type: "string", valueHint: "DIR", description: "results folder (results)" },
  append: { type: "boolean", description: "add a run to a configuration that exists" },
  resume: { type: "boolean", description: "complete an interrupted run" },
  replace: { type: "boolean", description: "measure anew in place of what exists" },
  "dry-run": { type: "boolean", description: "print what would be executed, and measure nothing" },
  report: { type: "boolean", default: true, negativeDescription: "leave the report as it is" },
} as const;

type Given = Readonly<Record<string, unknown>>;

function text(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
}

function readSettings(given: Given): Settings {
  const profile = readProfile(text(given, "profile") ?? "standard");
  const rounds = text(given, "rounds");
  const ids = benchmarks.map(({ id }) => id);
  const tests = text(given, "tests");
  return {
    profile,
    rounds: rounds === undefined ? roundsByProfile[profile] : readRounds(rounds),
    tests:
      tests === undefined
        ? ids
        : readTests(
            tests,
            ids,
            unmeasured.map(({ id }) => id),
          ),
    ncclMaxBytes: readMessageSize(text(given, "nccl-max-msg") ?? "1G"),
  };
}

function readMode(given: Given): Mode {
  const modes = (["append", "resume", "replace"] as const).filter((mode) => given[mode] === true);
  if (modes.length > 1)
    throw new UsageError(
      `run takes one of --append, --resume and --replace, not --${modes.join(" and --")}.`,
    );
  return modes[0] ?? "new";
}

/** The settings to go on with: a resumed run has its own, and no option may contradict them. */
function effectiveSettings(given: Given, mode: Mode, existing: Existing, folder: string): Settings {
  const settings = readSettings(given);
  if (mode !== "resume" || existing.kind !== "ours") return settings;
  const fixed = ["tests", "rounds", "profile", "nccl-max-msg"].filter((name) => given[name] !== undefined);
  if (fixed.length > 0)
    throw new UsageError(
      `--resume goes on with the settings of the run in ${folder}: leave --${fixed[0]} out.`,
    );
  return existing.metadata.runs.at(-1)?.settings ?? settings;
}

/** What a person types behind `run` to go on with this run: it is found by the same names. */
function resumeArguments(given: Given, config: string): string[] {
  const places = ["gpu", "results"].flatMap((name) => {
    const value = text(given, name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  return [config, ...places, "--resume"];
}

function newRun(plan: Plan): Omit<Run, "id"> {
  return {
    startedAt: new Date().toISOString(),
    endedAt: null,
    status: "running",
    suite: { version: suiteVersion, image: suiteImage },
    settings: plan.settings,
    machine: plan.machine,
    tools: toolVersions(plan),
    skipped: plan.skipped,
    trials: [],
  };
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
  args: definitions,
  async run({ args: given }): Promise<number> {
    const { config } = given;
    const gpu = text(given, "gpu") ?? "no-gpu";
    const mode = readMode(given);
    checkName("configuration", config);
    checkName("GPU group", gpu);
    const resultsFolder = text(given, "results") ?? "results";
    const folder = join(resultsFolder, gpu, config);
    const existing = await inspectFolder(folder);
    const settings = effectiveSettings(given, mode, existing, folder);
    const plan = await planRun({
      benchmarks: benchmarks.filter(({ id }) => settings.tests.includes(id)),
      machine: readMachine(systemFiles()),
      settings,
      kernelsFolder,
    });
    if (plan.missing.length > 0 && given["dry-run"] !== true)
      throw new UsageError(
        plan.missing.map(({ benchmark, because }) => `${benchmark}: ${because}`).join("; "),
      );
    const begin = (found: Existing): Beginning =>
      beginRun({ folder, existing: found, mode, gpu, config, run: newRun(plan) });
    begin(existing);
    if (given["dry-run"] === true) {
      process.stdout.write(describePlan(plan));
      return 0;
    }
    await checkWritable(resultsFolder);
    await checkWritable(existing.kind === "nothing" ? join(resultsFolder, gpu) : folder);
    const release = await takeLock(resultsFolder);
    try {
      // Once more, now that no other run can change it.
      const beginning = begin(await inspectFolder(folder));
      const startedAt = performance.now();
      const { failed, exitCode } = await measure(plan, folder, beginning);
      const took = formatDuration((performance.now() - startedAt) / 1000);
      if (exitCode > 128)
        messages.warn(
          `Interrupted after ${took}; finished trials are in ${folder}. To go on: run ${quoteForShell(resumeArguments(given, config))}`,
        );
      else if (failed > 0)
        messages.warn(
          `Measured in ${took}; ${failed} ${failed === 1 ? "trial" : "trials"} failed, see ${folder}.`,
        );
      else messages.success(`Measured in ${took}: ${folder}`);
      try {
        await writeSummary(gpu, config, folder);
        if (given.report) await writeReport(resultsFolder, join(resultsFolder, "report.html"));
      } catch (error) {
        throw notSummedUp(error, folder, resultsFolder);
      }
      if (given.report) messages.info(`Report: ${join(resultsFolder, "report.html")}`);
      return exitCode;
    } finally {
      await release();
    }
  },
});
