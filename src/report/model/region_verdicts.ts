import { atOfCurve } from "../../analysis/comparison/comparable.ts";
import type { Comparison, Judged } from "../../analysis/comparison/comparison.ts";
import { seriesKey } from "../../analysis/series.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { RegionVerdict } from "../view/member.ts";
import { besideOf } from "./beside.ts";

/** The key of the region that a point lies in; null for a point of none. */
function regionKeyOf({ metric, at, tool }: Judged, { machine }: Configuration): string | null {
  const name = metric.regions?.regionOf(at, machine) ?? null;
  const curve = { metric: metric.id, at: atOfCurve(metric, at), unit: metric.unit, tool };
  return name === null ? null : `${seriesKey(curve)}\n${name}`;
}

/** By baseline and key of a point: all that are held against one have the same points. */
const regionKeys = new WeakMap<Configuration, Map<string, string | null>>();

/** Sizes of the points of each region, by its key. */
function sizesByRegion({ judged, base }: Comparison): Map<string, number[]> {
  const known = regionKeys.get(base.configuration) ?? new Map<string, string | null>();
  regionKeys.set(base.configuration, known);
  const sizes = new Map<string, number[]>();
  for (const point of judged) {
    const size = point.at["size"];
    if (point.kind !== "point" || typeof size !== "number") continue;
    if (!known.has(point.key)) known.set(point.key, regionKeyOf(point, base.configuration));
    const region = known.get(point.key) ?? null;
    if (region === null) continue;
    const own = sizes.get(region);
    if (own === undefined) sizes.set(region, [size]);
    else own.push(size);
  }
  return sizes;
}

/** What became of the parts of a configuration's curves and matrices. */
export function regionVerdicts(comparison: Comparison): RegionVerdict[] {
  const baseline = comparison.base.configuration.config;
  const sizes = sizesByRegion(comparison);
  return comparison.judged.flatMap((judged): RegionVerdict[] => {
    if (judged.kind !== "region") return [];
    const { region = "", ...at } = judged.at;
    const own = sizes.get(judged.key) ?? [];
    return [
      {
        name: String(region),
        metric: judged.metric.id,
        tool: judged.tool,
        at,
        sizes: own.length === 0 ? null : [Math.min(...own), Math.max(...own)],
        beside: besideOf(judged, baseline),
      },
    ];
  });
}
