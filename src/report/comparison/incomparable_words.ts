import { fewestRounds } from "../../analysis/comparison/compare.ts";
import type { Comparison, Incomparable } from "../../analysis/comparison/comparison.ts";
import type { Difference, Unlike } from "../../analysis/comparison/unlike.ts";
import { coordinateWords } from "../view/coordinate_words.ts";
import { formatPlural } from "../../number_format.ts";
import { figureWords } from "./figure_words.ts";
import { sideNames } from "./side_names.ts";

function differenceText({ name, base, candidate }: Difference): string {
  const words = (value: string | number | null): string =>
    value === null
      ? `no ${name}`
      : name === "tool" || name === "GPUs"
        ? `${name} ${value}`
        : coordinateWords(name, value);
  return `${words(base)} against ${words(candidate)}`;
}

function unlikeText(because: Unlike, names: Readonly<Record<"base" | "candidate", string>>): string {
  switch (because.kind) {
    case "differs":
      return because.differences.map(differenceText).join(", ");
    case "absent": {
      const { outcome, from } = because;
      const why =
        outcome === null || outcome.status === "done"
          ? "not measured"
          : `${outcome.status} (${outcome.because})`;
      return `${why} in ${names[from]}`;
    }
    case "smoke":
      return `${because.sides.map((side) => names[side]).join(" and ")} ran with --profile smoke, whose numbers are never compared`;
    case "few rounds":
      return `${formatPlural(because.base, "round")} of ${names.base}, ${because.candidate} of ${names.candidate}: at least ${fewestRounds} of each are needed (run NAME --append)`;
    case "no ratio":
      return `a value of ${because.value} has no ratio`;
  }
}

/** What cannot be compared and why, one line a reason. */
export function incomparableWords(comparison: Comparison): string[] {
  const names = sideNames(comparison);
  const byReason = Map.groupBy(comparison.incomparable, ({ because }) => unlikeText(because, names));
  return Array.from(byReason, ([reason, figures]) => `${figureList(figures)}: ${reason}.`);
}

function figureList(figures: readonly Incomparable[]): string {
  const byBenchmark = Map.groupBy(figures, ({ benchmark }) => benchmark);
  return Array.from(byBenchmark, ([benchmark, own]) =>
    own.length > 3
      ? `${benchmark} (${formatPlural(own.length, "figure")})`
      : `${benchmark} ${own.map(figureWords).join("; ")}`,
  ).join(", ");
}
