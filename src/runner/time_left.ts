import { formatDuration } from "./duration.ts";
import type { Plan } from "./plan.ts";
import type { FinishedTrial } from "./trial.ts";

/** Seconds until the end of a run: of what is to be measured in any case, and with all that may follow. */
export interface TimeLeft {
  readonly least: number;
  readonly most: number;
}

/** What of a finished trial says how long another takes. */
export type TimedTrial = Pick<FinishedTrial, "benchmark"> & {
  readonly noise: Pick<FinishedTrial["noise"], "wallSeconds">;
};

/**
 * Follows how long trials really take and estimates what is left: the mean of a benchmark's finished trials, and its
 * own expectation until there is one.
 */
export interface Clock {
  finished(trial: TimedTrial): void;
  /** None of its trials that are left will be started. */
  givenUp(benchmark: string): void;
  /** Seconds until the end of the ordinary rounds. */
  secondsLeft(): number;
  /** Seconds that all trials of the run have taken. */
  secondsSpent(): number;
  /** Seconds that a trial of a benchmark takes. */
  secondsOfTrial(benchmark: string): number;
}

/**
 * @param remaining trials of ordinary rounds that are left of each benchmark, keyed by its id
 * @param earlier trials that an earlier process of the same run finished
 */
export function startClock(
  plan: Plan,
  remaining: ReadonlyMap<string, number>,
  earlier: readonly TimedTrial[],
): Clock {
  const left = new Map(remaining);
  const trials = [...earlier];
  const expected = new Map(
    plan.planned.map(({ benchmark, expectedSeconds }) => [benchmark.id, expectedSeconds]),
  );
  const sum = (timed: readonly TimedTrial[]): number =>
    timed.reduce((total, { noise }) => total + noise.wallSeconds, 0);
  const secondsOfTrial = (benchmark: string): number => {
    const own = trials.filter((trial) => trial.benchmark === benchmark);
    return own.length === 0 ? (expected.get(benchmark) ?? 0) : sum(own) / own.length;
  };
  return {
    finished(trial) {
      left.set(trial.benchmark, Math.max(0, (left.get(trial.benchmark) ?? 0) - 1));
      trials.push(trial);
    },
    givenUp(benchmark) {
      left.set(benchmark, 0);
    },
    secondsLeft: () =>
      plan.planned.reduce(
        (total, { benchmark: { id } }) => total + secondsOfTrial(id) * (left.get(id) ?? 0),
        0,
      ),
    secondsSpent: () => sum(trials),
    secondsOfTrial,
  };
}

/** `about 1:15 left`, `1:15 to 29:00 left`, `at most 29:00 left`. */
export function formatTimeLeft({ least, most }: TimeLeft): string {
  if (most <= least) return `about ${formatDuration(least)} left`;
  // What would be shown as 0:00.
  if (least < 0.5) return `at most ${formatDuration(most)} left`;
  return `${formatDuration(least)} to ${formatDuration(most)} left`;
}
