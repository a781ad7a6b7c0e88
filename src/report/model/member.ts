import { sumUp, type SummaryRow } from "../../analysis/summary.ts";
import type { Comparison, Judged } from "../../analysis/comparison/comparison.ts";
import { seriesKey } from "../../analysis/series.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { BaselineGroup } from "../baseline_groups.ts";
import type { Look } from "../chart_data.ts";
import { conditionsOf } from "./conditions.ts";

/** A summary row with what it sums up. */
export interface Series {
  readonly row: SummaryRow;
  /** Equal for series that may be compared. */
  readonly key: string;
  /** In the order of the rounds. */
  readonly values: readonly number[];
  readonly toolLabel: string;
  /** See {@link conditionsOf}. */
  readonly conditions: ReadonlyMap<string, string>;
}

/** What the baseline's figures make of a configuration's. */
export interface Against {
  /** Name of the baseline. */
  readonly baseline: string;
  /** By the keys of the series. */
  readonly judged: ReadonlyMap<string, Judged>;
}

/** A configuration made ready for the page. */
export interface Member {
  readonly configuration: Configuration;
  /** Its address within the page. */
  readonly anchor: string;
  /** Its name with what a reader must not overlook: `demo (smoke)`. */
  readonly label: string;
  /** Words on why its numbers are not like others. */
  readonly marks: readonly string[];
  readonly look: Look;
  readonly series: readonly Series[];
  /** Whether others are compared with it. */
  readonly isBaseline: boolean;
  /** Null for the baseline, and where nothing can be compared. */
  readonly against: Against | null;
}

function marksOf({ profile, source }: Configuration): string[] {
  return [...(profile === "smoke" ? ["smoke"] : []), ...(source === "older" ? ["older tool"] : [])];
}

function seriesOf(configuration: Configuration): Series[] {
  const samples = Map.groupBy(configuration.samples, seriesKey);
  const tools = configuration.runs.flatMap((run) => run.tools);
  const labels = new Map(tools.map(({ id, label }) => [id, label]));
  return sumUp(configuration).map(({ row, series }) => {
    const own = samples.get(series.key) ?? [];
    return {
      row,
      key: series.key,
      values: own.map(({ value }) => value),
      toolLabel: labels.get(row.tool) ?? row.tool,
      conditions: conditionsOf(own),
    };
  });
}

function againstOf({ base, judged }: Comparison): Against | null {
  if (judged.length === 0) return null;
  return {
    baseline: base.configuration.config,
    judged: new Map(judged.map((figure) => [figure.key, figure])),
  };
}

/** @param anchor is unique within the page and fit for an id. */
export function memberOf(
  configuration: Configuration,
  anchor: string,
  look: Look,
  { baseline, comparisons }: BaselineGroup,
): Member {
  const marks = marksOf(configuration);
  const comparison = comparisons.get(configuration);
  return {
    configuration,
    anchor,
    marks,
    label: [configuration.config, ...marks.map((mark) => `(${mark})`)].join(" "),
    look,
    series: seriesOf(configuration),
    isBaseline: configuration === baseline && comparisons.size > 0,
    against: comparison === undefined ? null : againstOf(comparison),
  };
}
