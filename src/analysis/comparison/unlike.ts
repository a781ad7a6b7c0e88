import type { Coordinates } from "../../benchmarks/metric.ts";
import type { BenchmarkOutcome } from "../../results/configuration.ts";
import type { Series } from "../series.ts";

/** Why two configurations have no ratio of a figure. */
export type Unlike =
  /** Each side measured it, but not in the same way: the coordinates, tool or GPU count that differ. */
  | { readonly kind: "differs"; readonly differences: readonly Difference[] }
  | {
      readonly kind: "absent";
      readonly from: "base" | "candidate";
      readonly outcome: BenchmarkOutcome | null;
    }
  | { readonly kind: "smoke"; readonly sides: readonly ("base" | "candidate")[] }
  | { readonly kind: "few rounds"; readonly base: number; readonly candidate: number }
  /** A value that is zero, negative or infinite. */
  | { readonly kind: "no ratio"; readonly value: number };

export interface Difference {
  /** Name of a coordinate, or `tool`, or `GPUs`. */
  readonly name: string;
  /** Null where that side does not say. */
  readonly base: string | number | null;
  readonly candidate: string | number | null;
}

/** What sets two series of one metric apart. */
export function differencesBetween(base: Series, candidate: Series): Difference[] {
  const traits = ({ at, tool }: Series): Coordinates => ({ ...at, tool });
  const [own, other] = [traits(base), traits(candidate)];
  const names = Array.from(new Set([...Object.keys(own), ...Object.keys(other)]));
  return names
    .filter((name) => own[name] !== other[name])
    .map((name) => ({ name, base: own[name] ?? null, candidate: other[name] ?? null }));
}

/** The series that differs least; null when there is none. */
export function nearest(base: Series, candidates: readonly Series[]): Series | null {
  const byDistance = candidates.toSorted(
    (a, b) => differencesBetween(base, a).length - differencesBetween(base, b).length,
  );
  return byDistance[0] ?? null;
}
