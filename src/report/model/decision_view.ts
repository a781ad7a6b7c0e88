import { controlsOf } from "../../analysis/comparison/controls.ts";
import type { Comparison, Judged } from "../../analysis/comparison/comparison.ts";
import type { Decision, Standing } from "../../analysis/decision/decide.ts";
import type { LeftOut } from "../../analysis/decision/ranking.ts";
import { targetsOf } from "../../analysis/decision/contenders.ts";
import type { CatalogueEntry } from "../../benchmarks/index.ts";
import { isAt } from "../../benchmarks/metric.ts";
import { formatPlural } from "../../number_format.ts";
import { figureWords } from "../comparison/figure_words.ts";
import { changeWords } from "../comparison/ratio_words.ts";

/** Which configuration to use, in words. */
export interface DecisionView {
  readonly is: "use" | "either" | "overall" | "nothing";
  /** The configurations that it is about, the first choice first; empty where there is nothing to decide. */
  readonly names: readonly string[];
  /** `97 % of host; Bandwidth, Triad +38.2 % (+36.0 to +40.1) over unpinned; GPU controls steady`. */
  readonly because: string;
  /** What else one has to know of it, a sentence each. */
  readonly more: readonly string[];
}

type Choice = Exclude<Decision, { is: "nothing" }>;

/** So many figures say what it is about; the table has the rest. */
const mostFigures = 2;

function isHeadline({ metric, at }: Judged, catalogue: readonly CatalogueEntry[]): boolean {
  return catalogue.some(({ headlines }) =>
    headlines.some((headline) => headline.metric === metric.id && isAt(at, headline.at)),
  );
}

/** A figure as the table on top names it, if it is there. */
function nameOf(figure: Judged, catalogue: readonly CatalogueEntry[]): string {
  const headline = catalogue
    .flatMap(({ headlines }) => headlines)
    .find(({ metric, at }) => metric === figure.metric.id && isAt(figure.at, at));
  return headline?.label ?? figureWords(figure);
}

/** The largest changes among some figures, one a benchmark, those of the table on top first. */
function leading(figures: readonly Judged[], catalogue: readonly CatalogueEntry[]): Judged[] {
  const size = ({ ratio }: Judged): number => Math.abs(Math.log(ratio.estimate));
  const byBenchmark = Array.from(Map.groupBy(figures, ({ benchmark }) => benchmark).values()).flatMap(
    (own) => {
      const onTop = own.filter((figure) => isHeadline(figure, catalogue));
      return (onTop.length > 0 ? onTop : own).toSorted((a, b) => size(b) - size(a)).slice(0, 1);
    },
  );
  return byBenchmark.toSorted((a, b) => size(b) - size(a)).slice(0, mostFigures);
}

function nameOfBase({ comparison }: Standing): string {
  return comparison.base.configuration.config;
}

/** `Bandwidth, Triad +38.2 % (+36.0 to +40.1) over unpinned`. */
function changes(
  standing: Standing,
  which: "better" | "worse",
  catalogue: readonly CatalogueEntry[],
): string[] {
  const figures = leading(standing[which], catalogue);
  if (figures.length === 0) return [];
  const words = figures.map((figure) => `${nameOf(figure, catalogue)} ${changeWords(figure)}`).join(", ");
  const rest = standing[which].length - figures.length;
  const more = rest === 0 ? "" : ` and ${rest} more ${which}`;
  const than = which === "better" ? "over" : "beside";
  return [`${words}${more} ${than} ${nameOfBase(standing)}`];
}

function hostWords({ host }: Choice): string[] {
  if (host === null) return [];
  const figures = targetsOf(host.comparison).length;
  const { config } = host.comparison.base.configuration;
  return [
    `${(100 * host.share).toFixed(1)} % of ${config} (geometric mean, ${formatPlural(figures, "figure")})`,
  ];
}

/** Whether a figure is one of GPUs, which is not to be believed while their controls move. */
function isOfGpus({ metric, at }: Judged): boolean {
  return metric.over === "GPUs" || "gpu" in at || "ranks" in at;
}

/** Figures that can be believed: without those of GPUs where a control moved. */
function believed(standing: Standing): Standing {
  if (controlsOf(standing.comparison).moved.length === 0) return standing;
  const { comparison, better, worse } = standing;
  const isBelieved = (figure: Judged): boolean => !isOfGpus(figure);
  return { comparison, better: better.filter(isBelieved), worse: worse.filter(isBelieved) };
}

/** Whether the figures that no setting should move did not; nothing where there are none and no GPU figure either. */
function controlWords(comparison: Comparison): string[] {
  const { moved, steady, undecided } = controlsOf(comparison);
  if (moved.length > 0)
    return [
      `GPU controls moved: decide nothing by GPU figures until they agree (${formatPlural(moved.length, "figure")})`,
    ];
  if (undecided.length > 0) return ["GPU controls not shown to be steady"];
  if (steady.length > 0) return ["GPU controls steady"];
  return targetsOf(comparison).some(isOfGpus) ? ["no GPU control measured"] : [];
}

/** Figures that neither verdict is on. */
function alikeWords({ comparison }: Standing): string {
  const targets = targetsOf(comparison);
  const count = (is: string): number => targets.filter(({ verdict }) => verdict.is === is).length;
  return `${count("same")} same, ${count("undecided")} undecided`;
}

const leftOutReasons = {
  failed: "since a benchmark failed that others have",
  few: "since less than half of the benchmarks were measured alike",
} as const satisfies Readonly<Record<LeftOut["because"], string>>;

function leftOutWords(leftOut: readonly LeftOut[]): string[] {
  const byReason = Map.groupBy(leftOut, ({ because }) => because);
  return Array.from(byReason, ([because, own]) => {
    const names = own.map(({ configuration }) => configuration.config).join(", ");
    return `Left out, ${leftOutReasons[because]}: ${names}.`;
  });
}

/** One boot a side is all that many have; a verdict on it is a verdict on these boots. */
function bootWords({ comparison }: Standing): string[] {
  const isSingle = comparison.base.repetitions.count === 1 || comparison.candidate.repetitions.count === 1;
  const knowsMore = comparison.judged.some(({ runToRun }) => runToRun !== null);
  return isSingle && !knowsMore
    ? [
        "One run of each so far: before re-pinning a fleet, add one after a reboot to both (run NAME --append).",
      ]
    : [];
}

function nextWords(next: Standing, is: Choice["is"], catalogue: readonly CatalogueEntry[]): string[] {
  const name = nameOfBase(next);
  if (is === "tie") return [`no figure tells it from ${name} (${alikeWords(next)})`];
  if (is === "trade") {
    const losses = leading(next.worse, catalogue);
    const words = losses.map((figure) => `${nameOf(figure, catalogue)} ${changeWords(figure)}`).join(", ");
    const rest = next.worse.length - losses.length;
    const more = rest === 0 ? "" : ` and ${rest} more`;
    return [`but ${formatPlural(next.worse.length, "figure")} worse than ${name}: ${words}${more}`];
  }
  return [`ahead of ${name}, the next, in ${formatPlural(next.better.length, "figure")} and behind in none`];
}

const nothingWords = {
  alone: "There is one configuration and no host to measure it by: run another to compare.",
  "host alone": "Only the bare machine has been measured: run in a guest to compare.",
  smoke: "Smoke runs prove that everything works and are never compared: run without --profile smoke.",
  unlike: "These configurations share no benchmark that was measured alike in at least four rounds of each.",
} as const;

/** The decision on a group as its first sentence, and what it rests on. */
export function decisionView(decision: Decision, catalogue: readonly CatalogueEntry[]): DecisionView {
  if (decision.is === "nothing")
    return { is: "nothing", names: [], because: nothingWords[decision.because], more: [] };
  const { is, best, next, usual, leftOut, benchmarks } = decision;
  const reference = usual ?? next;
  const gains = reference === null ? [] : changes(believed(reference), "better", catalogue);
  const losses = usual === null ? [] : changes(believed(usual), "worse", catalogue);
  const vouching = reference?.comparison ?? decision.host?.comparison;
  const parts = [
    ...hostWords(decision),
    ...gains,
    ...losses,
    ...(next === null ? ["the only one to choose"] : nextWords(next, is, catalogue)),
    ...(vouching === undefined ? [] : controlWords(vouching)),
  ];
  const names = [best.config, ...(next !== null && is === "tie" ? [nameOfBase(next)] : [])];
  return {
    is: is === "tie" ? "either" : is === "trade" ? "overall" : "use",
    names,
    because: parts.join("; "),
    more: [
      ...(next === null ? [] : [`Ranked by the mean over ${benchmarks.join(", ")}.`]),
      ...leftOutWords(leftOut),
      ...(next === null ? [] : bootWords(next)),
    ],
  };
}
