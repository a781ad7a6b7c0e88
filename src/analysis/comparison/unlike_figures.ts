import type { Coordinates, Metric } from "../../benchmarks/metric.ts";
import type { BenchmarkOutcome } from "../../results/configuration.ts";
import { seriesKey } from "../series.ts";
import { atOfCurve, type Comparable } from "./comparable.ts";
import type { FigureKind, Incomparable } from "./comparison.ts";
import type { Side } from "./side.ts";
import { differencesBetween, nearest, type Unlike } from "./unlike.ts";

/** A figure by itself, or a curve or matrix with all its points that have no partner. */
interface Lonely {
  readonly kind: FigureKind;
  readonly key: string;
  readonly metric: Metric;
  readonly at: Coordinates;
  /** One of its points. */
  readonly comparable: Comparable;
}

function curveKey({ metric, series }: Comparable): string {
  return seriesKey({ ...series, at: atOfCurve(metric, series.at) });
}

/** What one side has and the other has not; of a curve only if no point of it has a partner. */
function lonely(side: Side, other: Side): Lonely[] {
  const all = Array.from(side.comparables.values());
  const without = all.filter(({ series }) => !other.comparables.has(series.key));
  if (without.length === 0) return [];
  const shared = new Set(all.filter(({ series }) => other.comparables.has(series.key)).map(curveKey));
  const curves = Map.groupBy(without, curveKey);
  return Array.from(curves).flatMap(([key, [comparable]]): Lonely[] => {
    if (comparable === undefined || shared.has(key)) return [];
    const { metric, series } = comparable;
    const kind = metric.regions === undefined ? "figure" : "region";
    return [{ kind, key, metric, at: atOfCurve(metric, series.at), comparable }];
  });
}

function outcomeOf({ configuration }: Side, benchmark: string): BenchmarkOutcome | null {
  return configuration.outcomes.find((outcome) => outcome.benchmark === benchmark) ?? null;
}

function incomparable({ kind, key, metric, at, comparable }: Lonely, because: Unlike): Incomparable {
  const { benchmark, tool } = comparable.series;
  return { kind, key, benchmark, metric, at, tool, because };
}

/**
 * Figures that only one side has, or each has in its own way: another array size, tool, transport or number of GPUs.
 */
export function unlikeFigures(base: Side, candidate: Side): Incomparable[] {
  const left = new Set(lonely(candidate, base));
  const ofBase = lonely(base, candidate).map((own) => {
    const alternatives = Array.from(left).filter(({ metric }) => metric.id === own.metric.id);
    const series = nearest(
      own.comparable.series,
      alternatives.map(({ comparable }) => comparable.series),
    );
    const partner = alternatives.find(({ comparable }) => comparable.series === series);
    const { benchmark } = own.comparable.series;
    if (series === null || partner === undefined)
      return incomparable(own, {
        kind: "absent",
        from: "candidate",
        outcome: outcomeOf(candidate, benchmark),
      });
    left.delete(partner);
    const along = new Set(own.metric.regions?.along);
    const differences = differencesBetween(own.comparable.series, series).filter(
      ({ name }) => !along.has(name),
    );
    return incomparable(own, { kind: "differs", differences });
  });
  const ofCandidate = Array.from(left, (own) =>
    incomparable(own, {
      kind: "absent",
      from: "base",
      outcome: outcomeOf(base, own.comparable.series.benchmark),
    }),
  );
  return [...ofBase, ...ofCandidate];
}
