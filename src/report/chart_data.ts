/** The look of a configuration: numbers of a colour and of a marker, see page/theme.ts. */
export interface Look {
  readonly colour: number;
  readonly marker: number;
}

export interface Bar {
  readonly label: string;
  readonly look: Look;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Every round's value, in the order of the rounds. */
  readonly values: readonly number[];
}

/** Bars in sections; a section without a label stands alone or holds what lacks the coordinate. */
export interface BarData {
  readonly kind: "bars";
  readonly sections: readonly { readonly label: string | null; readonly bars: readonly Bar[] }[];
}

export interface Line {
  readonly label: string;
  readonly look: Look;
  /** Number of the dash pattern, see page/theme.ts. */
  readonly dash: number;
  /** One a value of x; null where nothing was measured. */
  readonly medians: readonly (number | null)[];
  readonly lows: readonly (number | null)[];
  readonly highs: readonly (number | null)[];
}

/** Lines over a common x axis in bytes. */
export interface CurveData {
  readonly kind: "curve";
  readonly xLabel: string;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  /** Places on the x axis that are worth a mark. */
  readonly marks: readonly { readonly label: string; readonly bytes: number }[];
}

/** One matrix a configuration; null where nothing was measured. */
export interface MatrixPanel {
  readonly label: string;
  readonly look: Look;
  readonly cells: readonly (readonly (number | null)[])[];
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

/** What the page's script draws a chart from. */
export type ChartData = BarData | CurveData | MatrixData;
