import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Headline } from "../../benchmarks/benchmark.ts";
import type { Metric } from "../../benchmarks/metric.ts";
import { type OwnedSeries, seriesOfMetric } from "./chart_series.ts";
import { type Cell, type Column, missing } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import type { Member } from "./member.ts";
import { statusOf } from "./status.ts";
import { variantWords } from "./variants.ts";

/** One configuration in the table on top. */
export interface SummaryLine {
  readonly member: Member;
  /** One a headline. */
  readonly cells: readonly Cell[];
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
      best === null || candidate.series.row.rounds >= best.series.row.rounds ? candidate : best,
    null,
  );
}

function cellsOf(headline: Headline, metric: Metric, members: readonly Member[]): Cell[] | null {
  const chosen = members.map((member) => chosenOf(seriesOfMetric([member], metric, headline.at)));
  const known = chosen.flatMap((own) => own?.series ?? []);
  if (known.length === 0) return null;
  const variants = variantWords(known, Object.keys(headline.at));
  return chosen.map((own) => {
    if (own === null) return missing;
    const variant = variants.get(own.series) ?? "";
    return estimateCell(own, ...(variant === "" ? [] : [variant]));
  });
}

/** The table over all configurations. */
export function summaryTable(catalogue: readonly CatalogueEntry[], members: readonly Member[]): SummaryTable {
  const columns = catalogue.flatMap(({ headlines, metrics }) =>
    headlines.flatMap((headline) => {
      const metric = metrics.find(({ id }) => id === headline.metric);
      const cells = metric === undefined ? null : cellsOf(headline, metric, members);
      if (metric === undefined || cells === null) return [];
      const { unit, better } = metric;
      return { column: { label: headline.label, unit, better, isNumeric: true }, cells };
    }),
  );
  return {
    headlines: columns.map(({ column }) => column),
    lines: members.map((member, i) => ({
      member,
      cells: columns.map(({ cells }) => cells[i] ?? missing),
      rounds: new Set(member.configuration.samples.map(({ round }) => round)).size,
      status: statusOf(member.configuration),
    })),
  };
}
