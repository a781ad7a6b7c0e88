import { isDeepStrictEqual } from "node:util";
import type { Metric } from "../../benchmarks/metric.ts";
import type { OwnedSeries } from "../view/chart_series.ts";

/** Numbers of the same thing: same place, same tool. */
function isLike({ series: a }: OwnedSeries, { series: b }: OwnedSeries): boolean {
  return a.tool === b.tool && (a.at === b.at || isDeepStrictEqual(a.at, b.at));
}

/** Those of which most are of the same thing; unlike numbers have no best among them. */
function likeMost(all: readonly OwnedSeries[]): readonly OwnedSeries[] {
  const kinds: OwnedSeries[][] = [];
  for (const one of all) {
    const kind = kinds.find(([first]) => first !== undefined && isLike(first, one));
    if (kind === undefined) kinds.push([one]);
    else kind.push(one);
  }
  const [most = [], next = []] = kinds.toSorted((a, b) => b.length - a.length);
  return most.length > next.length ? most : [];
}

/**
 * The best of some numbers of a metric, several where they are equal; none where there is nothing to be better than.
 * @param all are those of one GPU group that may be compared
 */
export function bestOf({ better }: Pick<Metric, "better">, all: readonly OwnedSeries[]): Set<OwnedSeries> {
  const like = likeMost(all);
  const medians = like.map(({ series }) => series.median);
  const [lowest, highest] = [Math.min(...medians), Math.max(...medians)];
  if (like.length < 2 || lowest === highest) return new Set();
  const best = better === "higher" ? highest : lowest;
  return new Set(like.filter(({ series }) => series.median === best));
}
