import { type Coordinates, isAt } from "../../benchmarks/metric.ts";
import type { ShownMetric } from "./shown_catalogue.ts";
import type { Member, Series } from "./member.ts";

/** A series with whose it is. */
export interface OwnedSeries {
  readonly member: Member;
  readonly series: Series;
}

/** All that some configurations have of a metric; a series in another unit than the metric's fits no axis. */
export function seriesOfMetric(
  members: readonly Member[],
  metric: ShownMetric,
  at: Coordinates = {},
): OwnedSeries[] {
  return members.flatMap((member) =>
    member.series
      .filter((series) => series.metric === metric.id && series.unit === metric.unit && isAt(series.at, at))
      .map((series) => ({ member, series })),
  );
}

/** A configuration's label with the words that tell its variant. */
export function labelOf({ member }: OwnedSeries, variant: string): string {
  return variant === "" ? member.label : `${member.label}, ${variant}`;
}
