import { type Coordinates, isAt, type Metric } from "../../benchmarks/metric.ts";
import type { Member, Series } from "./member.ts";

/** A series with whose it is. */
export interface OwnedSeries {
  readonly member: Member;
  readonly series: Series;
}

/** All that some configurations have of a metric; a series in another unit than the metric's fits no axis. */
export function seriesOfMetric(
  members: readonly Member[],
  metric: Metric,
  at: Coordinates = {},
): OwnedSeries[] {
  return members.flatMap((member) =>
    member.series
      .filter(({ row }) => row.metric === metric.id && row.unit === metric.unit && isAt(row.at, at))
      .map((series) => ({ member, series })),
  );
}

/** A configuration's label with the words that tell its variant. */
export function labelOf({ member }: OwnedSeries, variant: string): string {
  return variant === "" ? member.label : `${member.label}, ${variant}`;
}
