import type { ChartData } from "./chart_data.ts";
import type { DataTable } from "./data_table.ts";
import type { Member } from "./member.ts";

/** The data of a chart in its three forms: drawn, tabled and told. */
export interface ChartContent {
  readonly data: ChartData;
  /** What the dash patterns of its lines mean, by number; empty when there is nothing to say of them. */
  readonly dashes: readonly string[];
  /** Made when it is asked for: most tables are never opened. */
  readonly table: DataTable;
  /** The values in words, for those who do not see the drawing. */
  readonly told: string;
  /** What has to be said about this machine's data below the caption. */
  readonly remarks: readonly string[];
}

/** A chart of a GPU group. What it shows depends on the configurations that a reader has chosen. */
export interface ChartView {
  readonly id: string;
  readonly kind: ChartData["kind"];
  readonly title: string;
  /** Why it matters and how to read it. */
  readonly caption: string;
  readonly unit: string;
  readonly better: "higher" | "lower";
  /** Null where none of these has anything for it. */
  contentOf(members: readonly Member[]): ChartContent | null;
}
