import type { MatrixChart } from "../../benchmarks/chart.ts";
import type { ShownMetric } from "./shown_catalogue.ts";
import type { MatrixData } from "./chart_data.ts";
import { formatNumber } from "../../number_format.ts";
import { conditionCells, conditionColumns, conditionNames } from "./conditions.ts";
import { labelOf, type OwnedSeries, seriesOfMetric } from "./chart_series.ts";
import type { ChartContent } from "./chart_view.ts";
import { distinctValues, valueWords } from "./coordinate_words.ts";
import { type Cell, missing, sayingOnce, textCell } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import { variantWords } from "./variants.ts";
import type { Member } from "./member.ts";
import { nameCell } from "./name_cell.ts";
import { regionCell, regionsAround } from "./region_words.ts";

interface Place extends OwnedSeries {
  readonly label: string;
  readonly row: string | number;
  readonly column: string | number;
}

function placesOf(chart: MatrixChart, metric: ShownMetric, members: readonly Member[]): Place[] {
  const { rows, columns, at } = chart;
  const owned = seriesOfMetric(members, metric, at);
  const variants = variantWords(
    owned.map(({ series }) => series),
    [rows.coordinate, columns.coordinate, ...Object.keys(at)],
  );
  return owned.flatMap((own) => {
    const row = own.series.at[rows.coordinate];
    const column = own.series.at[columns.coordinate];
    if (row === undefined || column === undefined) return [];
    return { ...own, row, column, label: labelOf(own, variants.get(own.series) ?? "") };
  });
}

/** The verdicts on the parts of a matrix, a row each. */
function regionRows([place]: readonly Place[], conditionCount: number): (readonly Cell[])[] {
  if (place === undefined) return [];
  const { label, member, series } = place;
  return regionsAround(member, series).map((region) => [
    nameCell(label, member),
    textCell(region.name),
    textCell(region.name),
    regionCell(member, region),
    missing,
    textCell(series.toolLabel),
    ...Array.from({ length: conditionCount }, () => missing),
  ]);
}

/** More matrices than these are left to the table: nobody listens to hundreds of numbers. */
const mostTold = 6;

function toldOf(
  { rows, columns }: MatrixChart,
  byLabel: readonly (readonly [string, readonly Place[]])[],
): string {
  const told = byLabel.slice(0, mostTold).map(([label, own]) => {
    const cells = own.map(
      ({ row, column, series }) =>
        `${rows.label} ${row}, ${columns.label} ${column}: ${formatNumber(series.median)}`,
    );
    return `${label}: ${cells.join("; ")}`;
  });
  const rest = byLabel.length - told.length;
  return [...told, ...(rest > 0 ? [`${rest} more in the table`] : [])].join(". ");
}

/** Matrices of some configurations; null when they have nothing of the metric. */
export function matrixChart(
  chart: MatrixChart,
  metric: ShownMetric,
  members: readonly Member[],
): ChartContent | null {
  const places = placesOf(chart, metric, members);
  if (places.length === 0) return null;
  const rows = distinctValues(places.map(({ row }) => row));
  const columns = distinctValues(places.map(({ column }) => column));
  const byLabel = Array.from(Map.groupBy(places, ({ label }) => label));
  const panels = byLabel.flatMap(([label, own]) =>
    own.slice(0, 1).map(({ member }) => ({
      label,
      member,
      cells: rows.map((row) =>
        columns.map(
          (column) => own.find((place) => place.row === row && place.column === column)?.series ?? null,
        ),
      ),
    })),
  );
  const data: MatrixData = {
    kind: "matrix",
    rowLabel: chart.rows.label,
    columnLabel: chart.columns.label,
    rows: rows.map((value) => valueWords(chart.rows.coordinate, value)),
    columns: columns.map((value) => valueWords(chart.columns.coordinate, value)),
    panels,
  };
  const conditions = conditionNames(places.map(({ series }) => series));
  return {
    data,
    dashes: [],
    get table() {
      return sayingOnce({
        columns: [
          { label: "config", isNumeric: false },
          { label: chart.rows.label, isNumeric: false },
          { label: chart.columns.label, isNumeric: false },
          { label: "median and interval", unit: metric.unit, isNumeric: true },
          { label: "rounds", isNumeric: true },
          { label: "tool", isNumeric: false, isSaidOnce: true },
          ...conditionColumns(conditions),
        ],
        rows: byLabel.flatMap(([, own]) => [
          ...own.map((place) => [
            nameCell(place.label, place.member),
            textCell(valueWords(chart.rows.coordinate, place.row)),
            textCell(valueWords(chart.columns.coordinate, place.column)),
            estimateCell(place),
            { text: String(place.series.values.length), value: place.series.values.length },
            textCell(place.series.toolLabel),
            ...conditionCells(conditions, place.series),
          ]),
          ...regionRows(own, conditions.length),
        ]),
      });
    },
    told: toldOf(chart, byLabel),
    remarks: ["The stronger the colour, the higher the number."],
  };
}
