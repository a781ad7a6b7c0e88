import type { BarChart } from "../../benchmarks/chart.ts";
import type { ShownMetric } from "./shown_catalogue.ts";
import type { Bar, BarData } from "./chart_data.ts";
import { formatNumber } from "../../number_format.ts";
import { conditionCells, conditionColumns, conditionNames } from "./conditions.ts";
import { labelOf, seriesOfMetric } from "./chart_series.ts";
import type { ChartContent } from "./chart_view.ts";
import { coordinateWords, distinctValues, nameWords } from "./coordinate_words.ts";
import { type DataTable, sayingOnce, textCell } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import type { Member } from "./member.ts";
import { nameCell } from "./name_cell.ts";
import { variantWords } from "./variants.ts";

interface LabelledSeries extends Bar {
  /** Value of the coordinate that groups; null when there is none. */
  readonly section: string | number | null;
}

function sectionLabel(groupBy: string | null, value: string | number | null): string | null {
  if (groupBy === null || value === null) return null;
  // A word says what it is; a number needs the coordinate's name.
  return typeof value === "number" ? coordinateWords(groupBy, value) : value;
}

function sectionValues(labelled: readonly LabelledSeries[]): (string | number | null)[] {
  const named = distinctValues(labelled.flatMap(({ section }) => section ?? []));
  return labelled.some(({ section }) => section === null) ? [null, ...named] : named;
}

function tableOf(
  { groupBy }: BarChart,
  metric: ShownMetric,
  sections: readonly { readonly label: string | null; readonly members: readonly LabelledSeries[] }[],
): DataTable {
  const conditions = conditionNames(sections.flatMap(({ members }) => members.map(({ series }) => series)));
  return sayingOnce({
    columns: [
      ...(groupBy === null ? [] : [{ label: nameWords(groupBy), isNumeric: false }]),
      { label: "config", isNumeric: false },
      { label: "median and interval", unit: metric.unit, isNumeric: true },
      { label: "rounds", isNumeric: true },
      { label: "tool", isNumeric: false, isSaidOnce: true },
      ...conditionColumns(conditions),
    ],
    rows: sections.flatMap(({ label: section, members }) =>
      members.map((own) => [
        ...(groupBy === null ? [] : [textCell(section ?? "")]),
        nameCell(own.label, own.member),
        estimateCell(own),
        { text: String(own.series.values.length), value: own.series.values.length },
        textCell(own.series.toolLabel),
        ...conditionCells(conditions, own.series),
      ]),
    ),
  });
}

/** More values than these are told by their ends alone: nobody listens to hundreds of numbers. */
const mostTold = 24;

function toldOf({ sections }: BarData): string {
  const isShort = sections.flatMap(({ bars }) => bars).length <= mostTold;
  return sections
    .map(({ label, bars }) => {
      const sorted = bars.toSorted((a, b) => a.series.median - b.series.median);
      const ends = [sorted[0], sorted.at(-1)].flatMap((bar) => bar ?? []);
      const words = (isShort ? bars : ends).map((bar) => `${bar.label} ${formatNumber(bar.series.median)}`);
      return [...(label === null ? [] : [`${label}:`]), words.join(isShort ? ", " : " to ")].join(" ");
    })
    .join("; ");
}

/** Bars of some configurations; null when they have nothing of the metric. */
export function barChart(
  chart: BarChart,
  metric: ShownMetric,
  members: readonly Member[],
): ChartContent | null {
  const { groupBy } = chart;
  const owned = seriesOfMetric(members, metric);
  if (owned.length === 0) return null;
  const variants = variantWords(
    owned.map(({ series }) => series),
    groupBy === null ? [] : [groupBy],
  );
  const labelled = owned.map((own) => ({
    ...own,
    label: labelOf(own, variants.get(own.series) ?? ""),
    section: groupBy === null ? null : (own.series.at[groupBy] ?? null),
  }));
  const sections = sectionValues(labelled).map((value) => ({
    label: sectionLabel(groupBy, value),
    members: labelled.filter(({ section }) => section === value),
  }));
  const data: BarData = {
    kind: "bars",
    sections: sections.map((section) => ({ label: section.label, bars: section.members })),
  };
  return {
    data,
    dashes: [],
    get table() {
      return tableOf(chart, metric, sections);
    },
    told: toldOf(data),
    remarks: [],
  };
}
