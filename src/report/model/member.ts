import type { Comparison } from "../../analysis/comparison/comparison.ts";
import type { LoadOfBenchmark } from "../../analysis/gpu_load.ts";
import type { SummedUp } from "../../analysis/summary.ts";
import { dataCaches } from "../../machine/cache_sizes.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Look } from "../view/chart_data.ts";
import type { Member, Series } from "../view/member.ts";
import { besideOf } from "./beside.ts";
import { comparisonView } from "./comparison_view.ts";
import { conditionsOf } from "./conditions.ts";
import { detailsOf } from "./details.ts";
import { noisePoints } from "./noise_points.ts";
import { regionVerdicts } from "./region_verdicts.ts";

/** What is made of a configuration before anything of it is shown. */
export interface Analysed {
  readonly configuration: Configuration;
  readonly summary: readonly SummedUp[];
  readonly gpuLoads: readonly LoadOfBenchmark[];
  /** With its group's baseline; null for the baseline itself, and in a group of one. */
  readonly comparison: Comparison | null;
  readonly isBaseline: boolean;
  /** Where the report will lie; null where that is not known. */
  readonly reportFolder: string | null;
}

/** Words on why the numbers of a configuration are not like others. */
export function marksOf({ profile, source }: Configuration): string[] {
  return [...(profile === "smoke" ? ["smoke"] : []), ...(source === "older" ? ["older tool"] : [])];
}

/** A configuration's name with its marks. */
export function labelOf(configuration: Configuration): string {
  return [configuration.config, ...marksOf(configuration).map((mark) => `(${mark})`)].join(" ");
}

const unconditional: Series["conditions"] = {};

function seriesOf({ configuration, summary, comparison }: Analysed): Series[] {
  const tools = configuration.runs.flatMap((run) => run.tools);
  const labels = new Map(tools.map(({ id, label }) => [id, label]));
  const judged = new Map(comparison?.judged.map((figure) => [figure.key, figure]));
  return summary.map(({ row: { median, low, high }, series }): Series => {
    const { key, benchmark, metric, at, unit, tool, repetitions, conditions } = series;
    const figure = judged.get(key);
    return {
      benchmark,
      metric,
      at,
      unit,
      tool,
      toolLabel: labels.get(tool) ?? tool,
      median,
      low,
      high,
      values: repetitions.flat(),
      conditions: conditions.length === 0 ? unconditional : conditionsOf(conditions),
      beside:
        figure === undefined || comparison === null
          ? null
          : besideOf(figure, comparison.base.configuration.config),
    };
  });
}

/** @param anchor is unique within the page and fit for an id. */
export function memberOf(analysed: Analysed, anchor: string, look: Look): Member {
  const { configuration, gpuLoads, comparison, isBaseline, reportFolder } = analysed;
  const { config, machine } = configuration;
  const hasVerdicts = comparison !== null && comparison.judged.length > 0;
  return {
    config,
    label: labelOf(configuration),
    anchor,
    look,
    isBaseline,
    baseline: hasVerdicts ? comparison.base.configuration.config : null,
    caches: machine === null ? null : dataCaches(machine),
    series: seriesOf(analysed),
    regions: comparison === null ? [] : regionVerdicts(comparison),
    noise: noisePoints(configuration),
    gpuLoads,
    comparison: comparison === null ? null : comparisonView(comparison),
    details: detailsOf(configuration, {
      isBaseline,
      baseline: comparison?.base.configuration ?? null,
      reportFolder,
    }),
  };
}
