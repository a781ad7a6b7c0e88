import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Headline } from "../../benchmarks/benchmark.ts";
import type { Metric } from "../../benchmarks/metric.ts";
import type { Configuration } from "../../results/configuration.ts";
import { type OwnedSeries, seriesOfMetric } from "../view/chart_series.ts";
import { type Cell, type Column, missing } from "../view/data_table.ts";
import { estimateCell } from "../view/estimate_cell.ts";
import type { Beside, Member } from "../view/member.ts";
import { variantWords } from "../view/variants.ts";
import { bestOf } from "./best.ts";
import { marksOf } from "./member.ts";
import { statusOf } from "./status.ts";

/** A number of the table on top. */
export interface Headlined {
  readonly median: number;
  /** What became of it beside the baseline's; null where nothing did. */
  readonly beside: Beside | null;
  /** Above 1 is better, whatever the metric. */
  readonly ratio: number | null;
  /** Whether none of its GPU group is better; smoke runs and those of the older tool do not take part. */
  readonly isBest: boolean;
}

/** One configuration in the table on top. */
export interface SummaryLine {
  readonly gpu: string;
  readonly member: Member;
  /** Words on what it is: `baseline`, `smoke`. */
  readonly marks: readonly string[];
  /** One a headline. */
  readonly cells: readonly Cell[];
  /** The same as numbers, null where there is none. */
  readonly figures: readonly (Headlined | null)[];
  /** Distinct rounds that gave a number. */
  readonly rounds: number;
  readonly status: ReturnType<typeof statusOf>;
}

export interface SummaryTable {
  /** One a headline that some configuration has. */
  readonly headlines: readonly (Column & { readonly better: "higher" | "lower" })[];
  readonly lines: readonly SummaryLine[];
}

/** Of several series (another array size, another tool) the one with most rounds, the latest of equals. */
function chosenOf(own: readonly OwnedSeries[]): OwnedSeries | null {
  return own.reduce<OwnedSeries | null>(
    (best, candidate) =>
      best === null || candidate.series.values.length >= best.series.values.length ? candidate : best,
    null,
  );
}

function cellsOf(headline: Headline, chosen: readonly (OwnedSeries | null)[]): Cell[] {
  const known = chosen.flatMap((own) => own?.series ?? []);
  const variants = variantWords(known, Object.keys(headline.at));
  return chosen.map((own) => {
    if (own === null) return missing;
    const variant = variants.get(own.series) ?? "";
    return estimateCell(own, ...(variant === "" ? [] : [variant]));
  });
}

/** The ratio of a verdict such that above 1 is better. */
function betterRatio({ as, estimate }: Beside, { better }: Metric): number {
  return as === "change" && better === "lower" ? 1 / estimate : estimate;
}

function figuresOf(
  metric: Metric,
  shown: readonly Shown[],
  chosen: readonly (OwnedSeries | null)[],
): (Headlined | null)[] {
  const counting = shown.flatMap(({ configuration: { gpu, profile, source } }, i) => {
    const own = chosen[i] ?? null;
    return own === null || profile === "smoke" || source === "older" ? [] : { gpu, own };
  });
  const best = new Set(
    Array.from(Map.groupBy(counting, ({ gpu }) => gpu).values()).flatMap((group) =>
      Array.from(
        bestOf(
          metric,
          group.map(({ own }) => own),
        ),
      ),
    ),
  );
  return chosen.map((own) => {
    if (own === null) return null;
    const beside = own.member.baseline === null ? null : own.series.beside;
    return {
      median: own.series.median,
      beside,
      ratio: beside === null ? null : betterRatio(beside, metric),
      isBest: best.has(own),
    };
  });
}

function roundsOf({ samples }: Configuration): number {
  const rounds = new Set<number>();
  for (const { round } of samples) rounds.add(round);
  return rounds.size;
}

/** A configuration as it is and as it is shown. */
export interface Shown {
  readonly configuration: Configuration;
  readonly member: Member;
}

/** The table over all configurations. */
export function summaryTable(catalogue: readonly CatalogueEntry[], shown: readonly Shown[]): SummaryTable {
  const columns = catalogue.flatMap(({ headlines, metrics }) =>
    headlines.flatMap((headline) => {
      const metric = metrics.find(({ id }) => id === headline.metric);
      if (metric === undefined) return [];
      const chosen = shown.map(({ member }) => chosenOf(seriesOfMetric([member], metric, headline.at)));
      if (chosen.every((own) => own === null)) return [];
      const { unit, better } = metric;
      return {
        column: { label: headline.label, unit, better, isNumeric: true },
        cells: cellsOf(headline, chosen),
        figures: figuresOf(metric, shown, chosen),
      };
    }),
  );
  return {
    headlines: columns.map(({ column }) => column),
    lines: shown.map(({ configuration, member }, i) => ({
      gpu: configuration.gpu,
      member,
      marks: [...(member.isBaseline ? ["baseline"] : []), ...marksOf(configuration)],
      cells: columns.map(({ cells }) => cells[i] ?? missing),
      figures: columns.map(({ figures }) => figures[i] ?? null),
      rounds: roundsOf(configuration),
      status: statusOf(configuration),
    })),
  };
}
