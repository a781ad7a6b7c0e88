import { defineCommand } from "citty";
import { compareWith } from "../analysis/comparison/compare_with.ts";
import type { Verdict } from "../analysis/comparison/verdict.ts";
import { gather } from "../analysis/gathered.ts";
import { noisyTrials, withoutNoisyTrials } from "../analysis/noisy_trials.ts";
import { sum } from "../analysis/sum.ts";
import { catalogue } from "../benchmarks/index.ts";
import type { ComparedGroup, Participant } from "../report/comparison/compared_group.ts";
import { comparisonJson } from "../report/comparison/json.ts";
import { comparisonMarkdown } from "../report/comparison/markdown.ts";
import { comparisonText } from "../report/comparison/text.ts";
import { figureWords } from "../report/comparison/figure_words.ts";
import { incomparableWords } from "../report/comparison/incomparable_words.ts";
import type { Configuration } from "../results/configuration.ts";
import { onOneLine } from "../one_line.ts";
import { suiteVersion } from "../suite_version.ts";
import { UsageError } from "../usage_error.ts";
import { messages } from "./messages.ts";
import { text } from "./run_options.ts";
import { selectGroup, type SelectedGroup } from "./selected_group.ts";
import { readChoice, readThreshold } from "./compare_values.ts";
import { readResults } from "./read_results.ts";

const formats = ["text", "json", "md"] as const;
const failures = ["worse", "undecided"] as const;

const definition = {
  base: { type: "positional", description: "the configuration to compare with", required: true },
  candidate: {
    type: "positional",
    description: "a configuration to hold against it; several make a matrix",
    required: true,
    repeatable: true,
  },
  gpu: { type: "string", valueHint: "NAME", description: "GPU group, where several have these names" },
  threshold: {
    type: "string",
    valueHint: "PCT",
    description: "changes up to this are no change (1)",
  },
  "fail-on": {
    type: "string",
    valueHint: failures.join("|"),
    description: "exit with 3 if any figure is worse; or also if any is undecided or cannot be compared",
  },
  format: { type: "string", valueHint: formats.join("|"), description: "how to print (text)" },
  "exclude-noisy": { type: "boolean", description: "leave out trials that were disturbed" },
  results: { type: "string", valueHint: "DIR", description: "results folder (results)" },
} as const;

function participantOf(configuration: Configuration): Participant {
  return {
    configuration,
    trials: sum(configuration.runs.map(({ trials }) => trials.length)),
    noisy: noisyTrials(configuration),
  };
}

/** Holds all candidates against the first of the configurations that were named. */
function compareGroup(
  { gpu, all, named }: SelectedGroup,
  threshold: number,
  excludesNoisy: boolean,
): ComparedGroup {
  const counting = (configuration: Configuration): Configuration =>
    excludesNoisy ? withoutNoisyTrials(configuration) : configuration;
  const gathered = new Map(all.map((one) => [one, gather(counting(one))]));
  const [base, ...candidates] = named.flatMap((one) => gathered.get(one) ?? []);
  if (base === undefined) throw new RangeError("nothing to compare with");
  const group = Array.from(gathered.values());
  const comparisons = compareWith({ base, candidates, group, catalogue, threshold });
  return {
    gpu,
    base: participantOf(base.configuration),
    candidates: comparisons.map((comparison) => ({
      participant: participantOf(comparison.candidate.configuration),
      comparison,
    })),
    excludesNoisy,
  };
}

/** @throws UsageError when no candidate has anything to be compared by. */
function checkComparable({ base, candidates }: ComparedGroup): void {
  if (candidates.some(({ comparison }) => comparison.judged.length > 0)) return;
  const reasons = candidates.flatMap(({ comparison }) => incomparableWords(comparison));
  const because =
    Array.from(new Set(reasons)).join(" ").replace(/\.$/, "") || "they have no figure in common";
  const names = candidates.map(({ participant }) => participant.configuration.config).join(", ");
  throw new UsageError(`nothing of ${names} can be compared with ${base.configuration.config}: ${because}.`);
}

const colours: Readonly<Record<Verdict["is"], string>> = {
  better: "\u001B[32m",
  worse: "\u001B[31m",
  undecided: "\u001B[33m",
  same: "\u001B[2m",
};

function paint(verdict: Verdict["is"], line: string): string {
  const isColoured = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  return isColoured ? `${colours[verdict]}${line}\u001B[0m` : line;
}

/** Whether a gate is closed, and by what. */
function failing(group: ComparedGroup, failOn: (typeof failures)[number]): string[] {
  return group.candidates.flatMap(({ participant, comparison }) => {
    const { config } = participant.configuration;
    const bad = comparison.judged.filter(
      // Points are summed up by their regions, as in what is printed.
      ({ verdict, kind }) =>
        kind !== "point" &&
        (verdict.is === "worse" || (failOn === "undecided" && verdict.is === "undecided")),
    );
    const unknown = failOn === "undecided" ? comparison.incomparable : [];
    return [
      ...bad.map((figure) => `${config}: ${figureWords(figure)} is ${figure.verdict.is}`),
      ...unknown.map((figure) => `${config}: ${figureWords(figure)} cannot be compared`),
    ];
  });
}

const mostTold = 5;

export const compareCommand = defineCommand({
  meta: {
    name: "compare",
    description: "Say which differences between configurations are real, and how large",
  },
  args: definition,
  async run({ args }): Promise<number> {
    const format = readChoice("--format", text(args, "format") ?? "text", formats);
    const threshold = readThreshold(text(args, "threshold") ?? "1");
    const wanted = text(args, "fail-on");
    const failOn = wanted === undefined ? null : readChoice("--fail-on", wanted, failures);
    const folder = text(args, "results") ?? "results";
    const tree = await readResults(folder);
    const selected = selectGroup(tree, folder, args._, text(args, "gpu"));
    const group = compareGroup(selected, threshold, args["exclude-noisy"] === true);
    checkComparable(group);
    const printed = {
      text: () => comparisonText(group, paint),
      json: () => comparisonJson(group, suiteVersion),
      md: () => comparisonMarkdown(group),
    }[format]();
    process.stdout.write(printed);
    const reasons = failOn === null ? [] : failing(group, failOn);
    if (reasons.length === 0) return 0;
    const more = reasons.length > mostTold ? `; and ${reasons.length - mostTold} more` : "";
    messages.warn(onOneLine(`--fail-on ${failOn}: ${reasons.slice(0, mostTold).join("; ")}${more}.`));
    return 3;
  },
});
