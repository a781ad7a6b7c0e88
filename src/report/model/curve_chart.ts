import type { CurveChart } from "../../benchmarks/chart.ts";
import type { Metric } from "../../benchmarks/metric.ts";
import type { CurveData, Line } from "../chart_data.ts";
import { formatBytes, formatNumber } from "../../number_format.ts";
import { cacheMarks, cacheRemark } from "./cache_marks.ts";
import { type OwnedSeries, seriesOfMetric } from "./chart_series.ts";
import type { ChartContent } from "./chart_view.ts";
import { conditionColumns, conditionNames, sharedConditionCells } from "./conditions.ts";
import { coordinateWords, unrecordedWords } from "./coordinate_words.ts";
import { type DataTable, missing, sayingOnce } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import type { Member } from "./member.ts";
import { variantWords } from "./variants.ts";

interface Point extends OwnedSeries {
  readonly x: number;
  /** Which of the member's lines it is on. */
  readonly kind: string;
}

interface PointLine {
  readonly member: Member;
  readonly kind: string;
  readonly pointAt: ReadonlyMap<number, Point>;
}

function pointsOf(chart: CurveChart, metric: Metric, members: readonly Member[]): Point[] {
  const { coordinate } = chart.x;
  const { seriesBy } = chart;
  // A logarithmic axis has no place for zero and below.
  const owned = seriesOfMetric(members, metric).filter(({ series: { row } }) => {
    const x = row.at[coordinate];
    return typeof x === "number" && x > 0 && row.median > 0;
  });
  const variants = variantWords(
    owned.map(({ series }) => series),
    [coordinate, ...(seriesBy === null ? [] : [seriesBy])],
  );
  const isSplit = seriesBy !== null && owned.some(({ series }) => series.row.at[seriesBy] !== undefined);
  return owned.map((own) => {
    const { at } = own.series.row;
    const by = isSplit ? at[seriesBy] : undefined;
    const split = !isSplit
      ? ""
      : by === undefined
        ? unrecordedWords(seriesBy)
        : coordinateWords(seriesBy, by);
    const words = [split, variants.get(own.series) ?? ""];
    return { ...own, x: Number(at[coordinate]), kind: words.filter((word) => word !== "").join(", ") };
  });
}

function linesOf(
  points: readonly Point[],
  members: readonly Member[],
  kinds: readonly string[],
): PointLine[] {
  return members.flatMap((member) =>
    kinds.flatMap((kind) => {
      const own = points.filter((point) => point.member === member && point.kind === kind);
      if (own.length === 0) return [];
      return { member, kind, pointAt: new Map(own.map((point) => [point.x, point])) };
    }),
  );
}

function labelOf({ member, kind }: PointLine): string {
  return kind === "" ? member.label : `${member.label}, ${kind}`;
}

function tableOf(
  chart: CurveChart,
  metric: Metric,
  x: readonly number[],
  lines: readonly { readonly line: PointLine; readonly label: string }[],
): DataTable {
  const conditions = conditionNames(
    lines.flatMap(({ line }) => Array.from(line.pointAt.values(), ({ series }) => series)),
  );
  return sayingOnce({
    columns: [
      { label: chart.x.label.toLowerCase(), isNumeric: true },
      ...lines.map(({ line, label }) => ({
        label,
        unit: metric.unit,
        ...(line.member.isBaseline && { note: "baseline" }),
        isNumeric: true,
      })),
      ...conditionColumns(conditions),
    ],
    rows: x.map((bytes) => [
      { text: formatBytes(bytes), value: bytes },
      ...lines.map(({ line }) => {
        const point = line.pointAt.get(bytes);
        return point === undefined ? missing : estimateCell(point);
      }),
      ...sharedConditionCells(
        conditions,
        lines.flatMap(({ line }) => line.pointAt.get(bytes) ?? []),
      ),
    ]),
  });
}

function toldOf(lines: readonly Line[], x: readonly number[]): string {
  return lines
    .map(({ label, medians }) => {
      const known = medians.flatMap((median, i) => (median === null ? [] : { median, bytes: x[i] ?? 0 }));
      const [first, last] = [known[0], known.at(-1)];
      if (first === undefined || last === undefined) return label;
      return (
        `${label}: ${formatNumber(first.median)} at ${formatBytes(first.bytes)} ` +
        `to ${formatNumber(last.median)} at ${formatBytes(last.bytes)}`
      );
    })
    .join("; ");
}

/** Curves of some configurations; null when they have nothing of the metric. */
export function curveChart(
  chart: CurveChart,
  metric: Metric,
  members: readonly Member[],
): ChartContent | null {
  const points = pointsOf(chart, metric, members);
  if (points.length === 0) return null;
  const x = Array.from(new Set(points.map((point) => point.x))).toSorted((a, b) => a - b);
  const kinds = Array.from(new Set(points.map(({ kind }) => kind)));
  const pointLines = linesOf(points, members, kinds);
  const labelled = pointLines.map((line) => ({ line, label: labelOf(line) }));
  const lines = labelled.map(({ line, label }): Line => {
    const rows = x.map((bytes) => line.pointAt.get(bytes)?.series.row ?? null);
    return {
      label,
      look: line.member.look,
      dash: kinds.indexOf(line.kind),
      medians: rows.map((row) => row?.median ?? null),
      lows: rows.map((row) => row?.low ?? null),
      highs: rows.map((row) => row?.high ?? null),
    };
  });
  const shown = members.filter((member) => pointLines.some((line) => line.member === member));
  const marks = chart.markCaches ? cacheMarks(shown) : [];
  const remark = cacheRemark(marks, shown);
  const data: CurveData = {
    kind: "curve",
    xLabel: chart.x.label,
    x,
    lines,
    marks: marks.map(({ label, bytes }) => ({ label, bytes })),
  };
  return {
    data,
    key: {
      configurations: shown.map(({ label, look }) => ({ label, look })),
      dashes: kinds.every((kind) => kind === "") ? [] : kinds.map((kind) => (kind === "" ? "other" : kind)),
    },
    table: tableOf(chart, metric, x, labelled),
    told: toldOf(lines, x),
    remarks: remark === null ? [] : [remark],
  };
}
