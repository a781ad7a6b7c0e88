import { persistenceByBenchmark } from "../estimate.ts";
import { widening } from "../statistics/persistence.ts";
import { moreCautious, type Shift, shiftOfRounds, shiftOfRuns, studentShift } from "../statistics/shift.ts";
import type { Basis } from "./comparison.ts";
import type { Pair } from "./pairs.ts";
import type { RunToRun } from "./run_to_run.ts";

/** A pair with what its noise lets say of it. */
export interface Weighed extends Pair {
  readonly shift: Shift;
  readonly basis: Basis;
  readonly runToRun: RunToRun | null;
}

/** How much rounds resemble the ones before them on both sides, by benchmark. */
export function persistenceOf(pairs: readonly Pair[]): Map<string, number> {
  const sides = pairs
    .filter(({ kind }) => kind !== "region")
    .flatMap(({ base, candidate }) => [base, candidate]);
  return persistenceByBenchmark(
    sides.map(({ series: { benchmark }, repetitions }) => ({ benchmark, repetitions })),
  );
}

/** All rounds of a side; of one run they are there already. */
function joined(repetitions: readonly (readonly number[])[]): readonly number[] {
  const [first = [], ...more] = repetitions;
  return more.length === 0 ? first : repetitions.flat();
}

/** Weighs a pair by its rounds, and by runs as far as there are several. */
export function weigh(pair: Pair, rho: number, found: RunToRun | null): Weighed {
  const [base, candidate] = [pair.base.repetitions, pair.candidate.repetitions];
  if (base.length > 1 && candidate.length > 1) {
    const shift = shiftOfRuns(pair.base.medians, pair.candidate.medians);
    return { ...pair, shift, basis: "runs", runToRun: found };
  }
  const [own, other] = [joined(base), joined(candidate)];
  const ofRounds = shiftOfRounds(own, other, widening(rho, Math.min(own.length, other.length)));
  if (found === null) return { ...pair, shift: ofRounds, basis: "rounds", runToRun: null };
  const standardError = Math.sqrt(found.variance * (1 / base.length + 1 / candidate.length));
  const ofRuns = studentShift(ofRounds.estimate, standardError, found.degreesOfFreedom);
  return {
    ...pair,
    shift: moreCautious(ofRounds, ofRuns),
    basis: "rounds and the group's runs",
    runToRun: found,
  };
}
