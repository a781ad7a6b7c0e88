interface ChartText {
  readonly title: string;
  /** Why it matters and how to read it; shown under the chart. */
  readonly caption: string;
}

/** Bars: one a configuration, in groups where a coordinate has several values. */
export interface BarChart extends ChartText {
  readonly kind: "bars";
  readonly metric: string;
  /** The coordinate whose values are the groups, e.g. `kernel`; null for one bar a configuration. */
  readonly groupBy: string | null;
}

/** A line a configuration (and a value of `seriesBy`) over a numeric coordinate. */
export interface CurveChart extends ChartText {
  readonly kind: "curve";
  readonly metric: string;
  /** The numeric coordinate on the x axis. */
  readonly x: { readonly coordinate: string; readonly label: string; readonly unit: "bytes" };
  /** The coordinate that splits a configuration into several lines, e.g. `pages`; null for one line. */
  readonly seriesBy: string | null;
  /** Mark the sizes of the machine's data caches on the x axis. */
  readonly markCaches: boolean;
}

/** One matrix a configuration, each cell a number and a colour. */
export interface MatrixChart extends ChartText {
  readonly kind: "matrix";
  readonly metric: string;
  readonly rows: { readonly coordinate: string; readonly label: string };
  readonly columns: { readonly coordinate: string; readonly label: string };
  /** Only samples with these coordinates. */
  readonly at: Readonly<Record<string, string | number>>;
}

/** How a benchmark wants a metric of its shown; the report knows the kinds, not the benchmarks. */
export type Chart = BarChart | CurveChart | MatrixChart;
