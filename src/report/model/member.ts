import { seriesKey, summarize, type SummaryRow } from "../../analysis/summary.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Look } from "../chart_data.ts";
import { conditionsOf } from "./conditions.ts";

/** A summary row with what it sums up. */
export interface Series {
  readonly row: SummaryRow;
  /** In the order of the rounds. */
  readonly values: readonly number[];
  readonly toolLabel: string;
  /** See {@link conditionsOf}. */
  readonly conditions: ReadonlyMap<string, string>;
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
}

function marksOf({ profile, source }: Configuration): string[] {
  return [...(profile === "smoke" ? ["smoke"] : []), ...(source === "older" ? ["older tool"] : [])];
}

function seriesOf(configuration: Configuration): Series[] {
  const samples = Map.groupBy(configuration.samples, seriesKey);
  const tools = configuration.runs.flatMap((run) => run.tools);
  const labels = new Map(tools.map(({ id, label }) => [id, label]));
  return summarize(configuration).map((row) => {
    const own = samples.get(seriesKey(row)) ?? [];
    return {
      row,
      values: own.map(({ value }) => value),
      toolLabel: labels.get(row.tool) ?? row.tool,
      conditions: conditionsOf(own),
    };
  });
}

/** @param anchor is unique within the page and fit for an id. */
export function memberOf(configuration: Configuration, anchor: string, look: Look): Member {
  const marks = marksOf(configuration);
  return {
    configuration,
    anchor,
    marks,
    label: [configuration.config, ...marks.map((mark) => `(${mark})`)].join(" "),
    look,
    series: seriesOf(configuration),
  };
}
