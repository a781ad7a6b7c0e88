import type { Plan } from "./plan.ts";

/**
 * Follows how long trials really take and estimates what is left: the mean of a benchmark's finished trials, and its
 * own expectation until there is one.
 */
export interface Clock {
  finished(benchmark: string, wallSeconds: number): void;
  /** None of its trials that are left will be started. */
  givenUp(benchmark: string): void;
  /** Seconds until the end of the run. */
  secondsLeft(): number;
}

/** @param remaining trials that are left of each benchmark, keyed by its id */
export function startClock(plan: Plan, remaining: ReadonlyMap<string, number>): Clock {
  const left = new Map(remaining);
  const taken = new Map<string, number[]>();
  return {
    finished(benchmark, wallSeconds) {
      left.set(benchmark, Math.max(0, (left.get(benchmark) ?? 0) - 1));
      taken.set(benchmark, [...(taken.get(benchmark) ?? []), wallSeconds]);
    },
    givenUp(benchmark) {
      left.set(benchmark, 0);
    },
    secondsLeft: () =>
      plan.planned.reduce((sum, { benchmark, expectedSeconds }) => {
        const times = taken.get(benchmark.id) ?? [];
        const each =
          times.length === 0
            ? expectedSeconds
            : times.reduce((total, time) => total + time, 0) / times.length;
        return sum + each * (left.get(benchmark.id) ?? 0);
      }, 0),
  };
}
