import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Headline } from "../../benchmarks/benchmark.ts";
import type { Metric } from "../../benchmarks/metric.ts";
import type { Configuration } from "../../results/configuration.ts";
import { type OwnedSeries, seriesOfMetric } from "../view/chart_series.ts";
import { type Cell, type Column, missing } from "../view/data_table.ts";
import { estimateCell } from "../view/estimate_cell.ts";
import type { Beside, Member, Series } from "../view/member.ts";
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

/** What the table says of a configuration besides its figures. */
interface Said {
  readonly gpu: string;
  readonly member: Pick<Member, "config" | "label" | "anchor" | "look" | "isBaseline" | "baseline">;
  /** Words on what it is: `baseline`, `smoke`. */
  readonly marks: readonly string[];
  /** Distinct rounds that gave a number. */
  readonly rounds: number;
  readonly status: ReturnType<typeof statusOf>;
}

/** What the table needs of a figure before it is known what other configurations have. */
interface EntryFigure extends Pick<Series, "median" | "beside" | "at" | "tool"> {
  /** Without words that tell it from unlike ones. */
  readonly cell: Cell;
  readonly isBest: boolean;
}

/** All that the table needs of a configuration, so that nothing else has to be kept of it. */
export interface SummaryEntry extends Said {
  /** One a headline of the catalogue. */
  readonly figures: readonly (EntryFigure | null)[];
}

/** One configuration in the table on top. */
export interface SummaryLine extends Said {
  /** One a headline. */
  readonly cells: readonly Cell[];
  /** The same as numbers, null where there is none. */
  readonly figures: readonly (Headlined | null)[];
}

export interface SummaryTable {
  /** One a headline that some configuration has. */
  readonly headlines: readonly (Column & { readonly better: "higher" | "lower" })[];
  readonly lines: readonly SummaryLine[];
}

/** A configuration as it is and as it is shown. */
export interface Shown {
  readonly configuration: Configuration;
  readonly member: Member;
}

/** The headlines of a catalogue with their metrics, in the order of the columns. */
function headlinesOf(catalogue: readonly CatalogueEntry[]): { headline: Headline; metric: Metric }[] {
  return catalogue.flatMap(({ headlines, metrics }) =>
    headlines.flatMap((headline) => {
      const metric = metrics.find(({ id }) => id === headline.metric);
      return metric === undefined ? [] : { headline, metric };
    }),
  );
}

/** Of several series (another array size, another tool) the one with most rounds, the latest of equals. */
function chosenOf(own: readonly OwnedSeries[]): OwnedSeries | null {
  return own.reduce<OwnedSeries | null>(
    (best, candidate) =>
      best === null || candidate.series.values.length >= best.series.values.length ? candidate : best,
    null,
  );
}

/** The best series of a GPU group; smoke runs and those of the older tool do not take part. */
function bestAmong(
  metric: Metric,
  shown: readonly Shown[],
  chosen: readonly (OwnedSeries | null)[],
): Set<OwnedSeries> {
  const counting = shown.flatMap(({ configuration: { profile, source } }, i) => {
    const own = chosen[i] ?? null;
    return own === null || profile === "smoke" || source === "older" ? [] : own;
  });
  return bestOf(metric, counting);
}

function roundsOf({ samples }: Configuration): number {
  const rounds = new Set<number>();
  for (const { round } of samples) rounds.add(round);
  return rounds.size;
}

/** The entries of one GPU group. */
export function summaryEntries(
  catalogue: readonly CatalogueEntry[],
  shown: readonly Shown[],
): SummaryEntry[] {
  const columns = headlinesOf(catalogue).map(({ headline, metric }) => {
    const chosen = shown.map(({ member }) => chosenOf(seriesOfMetric([member], metric, headline.at)));
    const best = bestAmong(metric, shown, chosen);
    return chosen.map((own): EntryFigure | null => {
      if (own === null) return null;
      const { median, beside, at, tool } = own.series;
      return { median, beside, at, tool, cell: estimateCell(own), isBest: best.has(own) };
    });
  });
  return shown.map(({ configuration, member }, i) => {
    const { config, label, anchor, look, isBaseline, baseline } = member;
    return {
      gpu: configuration.gpu,
      member: { config, label, anchor, look, isBaseline, baseline },
      marks: [...(isBaseline ? ["baseline"] : []), ...marksOf(configuration)],
      rounds: roundsOf(configuration),
      status: statusOf(configuration),
      figures: columns.map((figures) => figures[i] ?? null),
    };
  });
}

function cellsOf(headline: Headline, entries: readonly SummaryEntry[], column: number): Cell[] {
  const known = entries.flatMap(({ figures }) => figures[column] ?? []);
  const variants = variantWords(known, Object.keys(headline.at));
  return entries.map(({ figures }) => {
    const figure = figures[column] ?? null;
    if (figure === null) return missing;
    const { cell } = figure;
    const variant = variants.get(figure) ?? "";
    return variant === "" ? cell : { ...cell, details: [...(cell.details ?? []), variant] };
  });
}

/** The ratio of a verdict such that above 1 is better. */
function betterRatio({ as, estimate }: Beside, { better }: Metric): number {
  return as === "change" && better === "lower" ? 1 / estimate : estimate;
}

function headlinedOf(metric: Metric, { member, figures }: SummaryEntry, column: number): Headlined | null {
  const figure = figures[column] ?? null;
  if (figure === null) return null;
  const { median, isBest } = figure;
  const beside = member.baseline === null ? null : figure.beside;
  return {
    median,
    beside,
    ratio: beside === null ? null : betterRatio(beside, metric),
    isBest,
  };
}

/** The table over all configurations. */
export function summaryTable(
  catalogue: readonly CatalogueEntry[],
  entries: readonly SummaryEntry[],
): SummaryTable {
  const columns = headlinesOf(catalogue).flatMap(({ headline, metric }, column) => {
    if (entries.every(({ figures }) => (figures[column] ?? null) === null)) return [];
    const { unit, better } = metric;
    return {
      column: { label: headline.label, unit, better, isNumeric: true },
      cells: cellsOf(headline, entries, column),
      figures: entries.map((entry) => headlinedOf(metric, entry, column)),
    };
  });
  return {
    headlines: columns.map(({ column }) => column),
    lines: entries.map(({ gpu, member, marks, rounds, status }, i) => ({
      gpu,
      member,
      marks,
      rounds,
      status,
      cells: columns.map(({ cells }) => cells[i] ?? missing),
      figures: columns.map(({ figures }) => figures[i] ?? null),
    })),
  };
}
