import { formatNumber, formatPlural } from "../../number_format.ts";
import type { Look } from "./chart_data.ts";
import type { OwnedSeries } from "./chart_series.ts";
import type { VerdictLine } from "./data_table.ts";
import { intervalText } from "./estimate_cell.ts";
import { nameWords } from "./coordinate_words.ts";
import { regionLine, regionOf } from "./region_words.ts";
import { verdictLine } from "./verdict_line.ts";

/** What is said of one number. */
export interface TipEntry {
  readonly look: Look;
  readonly name: string;
  /** With its unit. */
  readonly value: string;
  readonly lines: readonly string[];
  readonly verdicts: readonly VerdictLine[];
}

/** What is said of a place in a chart while a pointer is on it. */
export interface Tip {
  /** Where it is: `64 KiB`, `triad`; null where the entry says it all. */
  readonly heading: string | null;
  readonly entries: readonly TipEntry[];
}

/** All that is known of an estimate. */
export function wholeEntry(own: OwnedSeries & { readonly label: string }): TipEntry {
  const { label, member, series } = own;
  const { values, unit, median, conditions, toolLabel } = series;
  const region = regionOf(member, series);
  const told = Object.entries(conditions).map(([name, value]) => `${nameWords(name)} ${value}`);
  return {
    look: member.look,
    name: label,
    value: `${formatNumber(median)} ${unit}`,
    lines: [
      values.length < 2
        ? intervalText(series)
        : `95 % interval ${intervalText(series)} · ${formatPlural(values.length, "round")}`,
      ...(told.length === 0 ? [] : [told.join(" · ")]),
      toolLabel,
      ...(member.isBaseline ? ["baseline"] : []),
    ],
    verdicts: [verdictLine(own), region === null ? null : regionLine(member, region)].flatMap(
      (line) => line ?? [],
    ),
  };
}

/** An estimate beside the one that is pointed at. */
export function briefEntry({ label, member, series }: OwnedSeries & { readonly label: string }): TipEntry {
  return {
    look: member.look,
    name: label,
    value: `${formatNumber(series.median)} ${series.unit}`,
    lines: [],
    verdicts: [],
  };
}
