import { benchmarks, unmeasured } from "../benchmarks/index.ts";
import {
  type Profile,
  profiles,
  roundsByProfile,
  type Settings,
  type Until,
} from "../benchmarks/settings.ts";
import type { Existing, Mode } from "../results/folder.ts";
import { UsageError } from "../usage_error.ts";
import {
  readBudget,
  readMessageSize,
  readProfile,
  readRounds,
  readTests,
  readTools,
  readUntil,
} from "./values.ts";

const standardBudgetSeconds = 30 * 60;

export const runDefinitions = {
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
  until: {
    type: "string",
    valueHint: "PCT",
    description: "then go on with those whose headline figures are not yet within ±PCT percent, e.g. 1",
  },
  budget: {
    type: "string",
    valueHint: "MINUTES",
    description: "how long a run with --until may measure, all of its rounds together (30)",
  },
  profile: {
    type: "string",
    valueHint: profiles.join("|"),
    description: "how much certainty to buy (standard)",
  },
  tool: {
    type: "string",
    valueHint: "BENCH=TOOL",
    description:
      "measure with this tool, e.g. gpu-bandwidth=nvbandwidth; comma-separated (the first present)",
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

/** Arguments as citty gives them. */
export type Given = Readonly<Record<string, unknown>>;

/** The value of an option that takes one. */
export function text(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
}

function readWantedTests(list: string | undefined): string[] {
  const ids = benchmarks.map(({ id }) => id);
  if (list === undefined) return ids;
  return readTests(
    list,
    ids,
    unmeasured.map(({ id }) => id),
  );
}

function readWantedUntil(given: Given, profile: Profile): Until | null {
  const [percent, budget] = [text(given, "until"), text(given, "budget")];
  if (percent === undefined) {
    if (budget === undefined) return null;
    throw new UsageError("--budget is for a run with --until: give both, or leave --budget out.");
  }
  if (profile === "smoke")
    throw new UsageError(
      "--until is not for --profile smoke, whose numbers are never compared: leave one of the two out.",
    );
  return {
    percent: readUntil(percent),
    budgetSeconds: budget === undefined ? standardBudgetSeconds : readBudget(budget),
  };
}

/**
 * The settings that options ask for, the defaults where there is none.
 * @throws UsageError
 */
export function readSettings(given: Given): Settings {
  const profile = readProfile(text(given, "profile") ?? "standard");
  const rounds = text(given, "rounds");
  const tests = readWantedTests(text(given, "tests"));
  const tools = readTools(
    text(given, "tool"),
    new Map(benchmarks.map((benchmark) => [benchmark.id, benchmark.tools.map(({ id }) => id)])),
  );
  const unused = Object.keys(tools).find((id) => !tests.includes(id));
  if (unused !== undefined)
    throw new UsageError(`--tool chooses for ${unused}, which --tests leaves out: leave out both or none.`);
  return {
    profile,
    rounds: rounds === undefined ? roundsByProfile[profile] : readRounds(rounds),
    tests,
    ncclMaxBytes: readMessageSize(text(given, "nccl-max-msg") ?? "1G"),
    tools,
    until: readWantedUntil(given, profile),
  };
}

/** @throws UsageError when several are given. */
export function readMode(given: Given): Mode {
  const modes = (["append", "resume", "replace"] as const).filter((mode) => given[mode] === true);
  if (modes.length > 1)
    throw new UsageError(
      `run takes one of --append, --resume and --replace, not --${modes.join(" and --")}.`,
    );
  return modes[0] ?? "new";
}

/**
 * The settings to go on with: a resumed run has its own, and no option may contradict them.
 * @throws UsageError
 */
export function effectiveSettings(given: Given, mode: Mode, existing: Existing, folder: string): Settings {
  if (mode !== "resume" || existing.kind !== "ours") return readSettings(given);
  const fixed = ["tests", "rounds", "until", "budget", "profile", "nccl-max-msg", "tool"].filter(
    (name) => given[name] !== undefined,
  );
  if (fixed.length > 0)
    throw new UsageError(
      `--resume goes on with the settings of the run in ${folder}: leave --${fixed[0]} out.`,
    );
  return existing.metadata.runs.at(-1)?.settings ?? readSettings(given);
}
