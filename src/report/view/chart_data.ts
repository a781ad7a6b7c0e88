import type { CacheLevel } from "../../benchmarks/cache_levels.ts";
import type { OwnedSeries } from "./chart_series.ts";
import type { Member, Series } from "./member.ts";
import type { NoisePoint } from "./noise_point.ts";

/** The look of a configuration: numbers of a colour and of a marker, see page/theme.ts. */
export interface Look {
  readonly colour: number;
  readonly marker: number;
}

/** One estimate with all that stands behind it. */
export interface Bar extends OwnedSeries {
  readonly label: string;
}

/** Bars in sections; a section without a label stands alone or holds what lacks the coordinate. */
export interface BarData {
  readonly kind: "bars";
  readonly sections: readonly { readonly label: string | null; readonly bars: readonly Bar[] }[];
}

export interface Line {
  readonly label: string;
  readonly member: Member;
  /** Number of the dash pattern, see page/theme.ts. */
  readonly dash: number;
  /** One a value of x; null where nothing was measured. */
  readonly points: readonly (Series | null)[];
}

/** Lines over a common x axis in bytes. */
export interface CurveData {
  readonly kind: "curve";
  readonly xLabel: string;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  /** Places on the x axis that are worth a mark. */
  readonly marks: readonly { readonly label: string; readonly bytes: number }[];
  /** Parts of the x axis that have a name, the smallest first; empty where there are none. */
  readonly regions: readonly CacheLevel[];
}

/** One matrix a configuration; null where nothing was measured. */
export interface MatrixPanel {
  readonly label: string;
  readonly member: Member;
  readonly cells: readonly (readonly (Series | null)[])[];
}

/** Matrices of one shape and one colour scale. */
export interface MatrixData {
  readonly kind: "matrix";
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly panels: readonly MatrixPanel[];
}

/** What went on during a trial. */
export interface TimePoint {
  readonly at: NoisePoint;
  readonly percent: number;
}

/** Points of each configuration over the minutes since it began, with the limit above which they count as noisy. */
export interface TimeData {
  readonly kind: "time";
  readonly limitPercent: number;
  readonly lines: readonly { readonly member: Member; readonly points: readonly TimePoint[] }[];
}

/** What the page's script draws a chart from. */
export type ChartData = BarData | CurveData | MatrixData | TimeData;
