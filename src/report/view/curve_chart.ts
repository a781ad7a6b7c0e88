import type { CurveChart } from "../../benchmarks/chart.ts";
import type { ShownMetric } from "./shown_catalogue.ts";
import type { CurveData, Line } from "./chart_data.ts";
import { formatBytes, formatNumber, formatPlural } from "../../number_format.ts";
import { cacheMarks, cacheRegions, cacheRemark } from "./cache_marks.ts";
import { type OwnedSeries, seriesOfMetric } from "./chart_series.ts";
import type { ChartContent } from "./chart_view.ts";
import { conditionColumns, conditionNames, sharedConditionCells } from "./conditions.ts";
import { coordinateWords, unrecordedWords } from "./coordinate_words.ts";
import { type Cell, type DataTable, missing, sayingOnce, textCell } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import type { Member } from "./member.ts";
import { regionCell, regionsAround, sizesWords } from "./region_words.ts";
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

function pointsOf(chart: CurveChart, metric: ShownMetric, members: readonly Member[]): Point[] {
  const { coordinate } = chart.x;
  const { seriesBy } = chart;
  // A logarithmic axis has no place for zero and below.
  const owned = seriesOfMetric(members, metric).filter(({ series: { at, median } }) => {
    const x = at[coordinate];
    return typeof x === "number" && x > 0 && median > 0;
  });
  const variants = variantWords(
    owned.map(({ series }) => series),
    [coordinate, ...(seriesBy === null ? [] : [seriesBy])],
  );
  const isSplit = seriesBy !== null && owned.some(({ series }) => series.at[seriesBy] !== undefined);
  return owned.map((own) => {
    const { at } = own.series;
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
  const byMember = Map.groupBy(points, ({ member }) => member);
  return members.flatMap((member) => {
    const byKind = Map.groupBy(byMember.get(member) ?? [], ({ kind }) => kind);
    return kinds.flatMap((kind) => {
      const own = byKind.get(kind);
      if (own === undefined) return [];
      return { member, kind, pointAt: new Map(own.map((point) => [point.x, point])) };
    });
  });
}

function labelOf({ member, kind }: PointLine): string {
  return kind === "" ? member.label : `${member.label}, ${kind}`;
}

function tableOf(
  chart: CurveChart,
  metric: ShownMetric,
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
    rows: [
      ...x.map((bytes) => [
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
      ...regionRows(
        lines.map(({ line }) => line),
        conditions.length,
      ),
    ],
  });
}

/** The verdicts on the parts of the curves, a row each. */
function regionRows(lines: readonly PointLine[], conditionCount: number): (readonly Cell[])[] {
  const own = lines.map(({ member, pointAt }) => {
    const [first] = pointAt.values();
    return first === undefined ? [] : regionsAround(member, first.series);
  });
  const named = new Map(own.flat().map((region) => [region.name, region]));
  return Array.from(named.values())
    .toSorted((a, b) => (a.sizes?.[0] ?? 0) - (b.sizes?.[0] ?? 0))
    .map((region) => [
      { ...textCell(region.name), details: sizesWords(region) },
      ...lines.map(({ member }, i) => {
        const found = own[i]?.find(({ name }) => name === region.name);
        return found === undefined ? missing : regionCell(member, found);
      }),
      ...Array.from({ length: conditionCount }, () => missing),
    ]);
}

/** More lines than these are told by their ends alone: nobody listens to hundreds of numbers. */
const mostTold = 12;

function toldOf(lines: readonly Line[], x: readonly number[]): string {
  const told = lines.slice(0, mostTold).map(({ label, points }) => {
    const known = points.flatMap((series, i) => (series === null ? [] : { series, bytes: x[i] ?? 0 }));
    const [first, last] = [known[0], known.at(-1)];
    if (first === undefined || last === undefined) return label;
    return (
      `${label}: ${formatNumber(first.series.median)} at ${formatBytes(first.bytes)} ` +
      `to ${formatNumber(last.series.median)} at ${formatBytes(last.bytes)}`
    );
  });
  const rest = lines.length - told.length;
  return [...told, ...(rest > 0 ? [`${formatPlural(rest, "more line")} in the table`] : [])].join("; ");
}

/** Curves of some configurations; null when they have nothing of the metric. */
export function curveChart(
  chart: CurveChart,
  metric: ShownMetric,
  members: readonly Member[],
): ChartContent | null {
  const points = pointsOf(chart, metric, members);
  if (points.length === 0) return null;
  const x = Array.from(new Set(points.map((point) => point.x))).toSorted((a, b) => a - b);
  const kinds = Array.from(new Set(points.map(({ kind }) => kind)));
  const pointLines = linesOf(points, members, kinds);
  const labelled = pointLines.map((line) => ({ line, label: labelOf(line) }));
  const lines = labelled.map(({ line, label }): Line => {
    return {
      label,
      member: line.member,
      dash: kinds.indexOf(line.kind),
      points: x.map((bytes) => line.pointAt.get(bytes)?.series ?? null),
    };
  });
  const drawn = new Set(pointLines.map(({ member }) => member));
  const shown = members.filter((member) => drawn.has(member));
  const marks = chart.markCaches ? cacheMarks(shown) : [];
  const remark = cacheRemark(marks, shown);
  const data: CurveData = {
    kind: "curve",
    xLabel: chart.x.label,
    x,
    lines,
    marks: marks.map(({ label, bytes }) => ({ label, bytes })),
    regions: chart.markCaches ? cacheRegions(members) : [],
  };
  return {
    data,
    dashes: kinds.every((kind) => kind === "") ? [] : kinds.map((kind) => (kind === "" ? "other" : kind)),
    get table() {
      return tableOf(chart, metric, x, labelled);
    },
    told: toldOf(lines, x),
    remarks: remark === null ? [] : [remark],
  };
}
