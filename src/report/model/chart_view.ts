import type { ChartData, CurveData } from "../chart_data.ts";
import type { DataTable } from "./data_table.ts";

/** An entry of a curve's key: the lines of a configuration, or of a kind. */
export interface CurveKey {
  readonly configurations: readonly {
    readonly label: string;
    readonly look: CurveData["lines"][number]["look"];
  }[];
  /** Labels of the dash patterns, by number; empty when there is nothing to say of them. */
  readonly dashes: readonly string[];
}

/** The data of a chart in its three forms: drawn, tabled and told. */
export interface ChartContent {
  readonly data: ChartData;
  readonly key: CurveKey | null;
  readonly table: DataTable;
  /** The values in words, for those who do not see the drawing. */
  readonly told: string;
  /** What has to be said about this machine's data below the caption. */
  readonly remarks: readonly string[];
}

/** A chart of the page with all its words. */
export interface ChartView extends ChartContent {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly unit: string;
  readonly better: "higher" | "lower";
}
