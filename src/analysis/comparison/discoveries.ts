import { adjustedPs } from "../statistics/benjamini_hochberg.ts";
import { level } from "./verdict.ts";
import type { Weighed } from "./weigh.ts";

/**
 * Which figures are discoveries at {@link level}: figures and regions by Benjamini & Hochberg over all of them; points
 * by the same within each region that is one, at the share of regions that are (Benjamini & Bogomolov 2014), so that
 * the many points of a curve cost the other figures nothing.
 */
export function discoveries(weighed: readonly Weighed[]): {
  adjusted: Map<Weighed, number>;
  figures: number;
} {
  const heads = weighed.filter(({ kind }) => kind !== "point");
  const adjusted = new Map<Weighed, number>();
  const ps = adjustedPs(heads.map(({ shift }) => shift.p));
  heads.forEach((head, i) => adjusted.set(head, ps[i] ?? 1));
  const regions = heads.filter(({ kind }) => kind === "region");
  const selected = new Set(
    regions.filter((region) => (adjusted.get(region) ?? 1) <= level).map(({ region }) => region),
  );
  const points = Map.groupBy(
    weighed.filter(({ kind }) => kind === "point"),
    ({ region }) => region,
  );
  for (const [region, own] of points) {
    const within = adjustedPs(own.map(({ shift }) => shift.p));
    const share = selected.size / Math.max(1, regions.length);
    own.forEach((point, i) =>
      adjusted.set(point, selected.has(region) ? Math.min(1, (within[i] ?? 1) / share) : 1),
    );
  }
  return { adjusted, figures: heads.length };
}
