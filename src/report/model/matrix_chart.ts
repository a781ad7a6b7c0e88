import type { MatrixChart } from "../../benchmarks/chart.ts";
import type { Metric } from "../../benchmarks/metric.ts";
import type { MatrixData } from "../chart_data.ts";
import { formatNumber } from "../../number_format.ts";
import { conditionCells, conditionColumns, conditionNames } from "./conditions.ts";
import { labelOf, type OwnedSeries, seriesOfMetric } from "./chart_series.ts";
import type { ChartContent } from "./chart_view.ts";
import { distinctValues, valueWords } from "./coordinate_words.ts";
import { sayingOnce, textCell } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import { variantWords } from "./variants.ts";
import type { Member } from "./member.ts";
import { nameCell } from "./name_cell.ts";

interface Place extends OwnedSeries {
  readonly label: string;
  readonly row: string | number;
  readonly column: string | number;
}

function placesOf(chart: MatrixChart, metric: Metric, members: readonly Member[]): Place[] {
  const { rows, columns, at } = chart;
  const owned = seriesOfMetric(members, metric, at);
  const variants = variantWords(
    owned.map(({ series }) => series),
    [rows.coordinate, columns.coordinate, ...Object.keys(at)],
  );
  return owned.flatMap((own) => {
    const row = own.series.row.at[rows.coordinate];
    const column = own.series.row.at[columns.coordinate];
    if (row === undefined || column === undefined) return [];
    return { ...own, row, column, label: labelOf(own, variants.get(own.series) ?? "") };
  });
}

/** Matrices of some configurations; null when they have nothing of the metric. */
export function matrixChart(
  chart: MatrixChart,
  metric: Metric,
  members: readonly Member[],
): ChartContent | null {
  const places = placesOf(chart, metric, members);
  if (places.length === 0) return null;
  const rows = distinctValues(places.map(({ row }) => row));
  const columns = distinctValues(places.map(({ column }) => column));
  const byLabel = Array.from(Map.groupBy(places, ({ label }) => label));
  const panels = byLabel.map(([label, own]) => ({
    label,
    look: own[0]?.member.look ?? { colour: 0, marker: 0 },
    cells: rows.map((row) =>
      columns.map(
        (column) =>
          own.find((place) => place.row === row && place.column === column)?.series.row.median ?? null,
      ),
    ),
  }));
  const data: MatrixData = {
    kind: "matrix",
    rowLabel: chart.rows.label,
    columnLabel: chart.columns.label,
    rows: rows.map((value) => valueWords(chart.rows.coordinate, value)),
    columns: columns.map((value) => valueWords(chart.columns.coordinate, value)),
    panels,
  };
  const conditions = conditionNames(places.map(({ series }) => series));
  const told = byLabel.map(([label, own]) => {
    const cells = own.map(
      ({ row, column, series }) =>
        `${chart.rows.label} ${row}, ${chart.columns.label} ${column}: ${formatNumber(series.row.median)}`,
    );
    return `${label}: ${cells.join("; ")}`;
  });
  return {
    data,
    key: null,
    table: sayingOnce({
      columns: [
        { label: "config", isNumeric: false },
        { label: chart.rows.label, isNumeric: false },
        { label: chart.columns.label, isNumeric: false },
        { label: "median and interval", unit: metric.unit, isNumeric: true },
        { label: "rounds", isNumeric: true },
        { label: "tool", isNumeric: false, isSaidOnce: true },
        ...conditionColumns(conditions),
      ],
      rows: places.map((place) => [
        nameCell(place.label, place.member),
        textCell(valueWords(chart.rows.coordinate, place.row)),
        textCell(valueWords(chart.columns.coordinate, place.column)),
        estimateCell(place),
        { text: String(place.series.row.rounds), value: place.series.row.rounds },
        textCell(place.series.toolLabel),
        ...conditionCells(conditions, place.series),
      ]),
    }),
    told: told.join(". "),
    remarks: ["The stronger the colour, the higher the number."],
  };
}
