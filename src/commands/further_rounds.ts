import { fewestRounds, headlinePrecisions, type Precision } from "../analysis/precision.ts";
import type { Until } from "../benchmarks/settings.ts";
import type { RecordedSample } from "../results/sample.ts";
import { formatDuration } from "../runner/duration.ts";
import { isGivenUp, type EndedTrial } from "../runner/given_up.ts";
import type { Plan } from "../runner/plan.ts";
import type { Clock, TimeLeft } from "../runner/time_left.ts";

/** Follows how sure a run is of its headline figures: which benchmarks go on behind its ordinary rounds. */
export interface FurtherRounds {
  /** To be told once the clock knows of the trial. */
  finished(trial: EndedTrial, samples: readonly RecordedSample[]): void;
  /** Whether a benchmark is to have another round behind the ordinary ones. */
  needsMore(benchmark: string): boolean;
  /** How far a benchmark has come: `±1.8 %, until ±1 %`. */
  standing(benchmark: string): string;
  timeLeft(): TimeLeft;
  /** A sentence about the figures that are not as sure as was asked; null when there is none. */
  shortfall(): string | null;
}

// Rounded up, so that what is not yet sure enough does not look so.
const upwards = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 2, roundingMode: "ceil" });

function formatReach(percent: number): string {
  return percent === Infinity ? `fewer than ${fewestRounds} rounds` : `±${upwards.format(percent)} %`;
}

/** A benchmark that gave a figure nothing in so many rounds running will hardly do so in the next. */
const lostRounds = 2;

/** What a run without further rounds says of them. */
function none(clock: Clock): FurtherRounds {
  return {
    finished() {},
    needsMore: () => false,
    standing: () => "",
    timeLeft: () => ({ least: clock.secondsLeft(), most: clock.secondsLeft() }),
    shortfall: () => null,
  };
}

/**
 * To stop as soon as an interval is narrow favours rounds that happen to lie close together. In simulations of 10 to 80
 * rounds such an interval covered the truth in 92 to 97 of 100 runs where each round is a draw of its own, and in 83 to
 * 92 where each resembles the one before by 0.5; of a number of rounds that is fixed in advance in 95 and 93. To look
 * less often, or to ask for it twice running, mends none of that and takes a fifth more rounds.
 */
function following(
  until: Until,
  plan: Plan,
  clock: Clock,
  earlier: { readonly trials: readonly EndedTrial[]; readonly samples: readonly RecordedSample[] },
): FurtherRounds {
  const trials = [...earlier.trials];
  const samples = Map.groupBy(earlier.samples, ({ benchmark }) => benchmark);
  const known = new Map<string, readonly Precision[]>();
  const benchmarks = plan.planned.map(({ benchmark }) => benchmark);

  /** Figures that are not sure enough. */
  const wide = (id: string): readonly Precision[] => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const found = benchmarks
      .filter((benchmark) => benchmark.id === id)
      .flatMap((benchmark) => headlinePrecisions(benchmark, samples.get(id) ?? []))
      .filter(({ percent }) => percent > until.percent);
    known.set(id, found);
    return found;
  };
  const hasRoom = (id: string): boolean =>
    clock.secondsSpent() + clock.secondsOfTrial(id) <= until.budgetSeconds;
  const canBecomeSurer = (id: string): boolean => {
    const rounds = trials.filter(({ benchmark }) => benchmark === id).map(({ round }) => round);
    const since = rounds.at(-lostRounds) ?? 0;
    return !isGivenUp(id, trials) && wide(id).some(({ lastRound }) => lastRound >= since);
  };
  const needsMore = (id: string): boolean => canBecomeSurer(id) && hasRoom(id);

  return {
    finished(trial, own) {
      const { benchmark } = trial;
      trials.push(trial);
      samples.set(benchmark, [...(samples.get(benchmark) ?? []), ...own]);
      known.delete(benchmark);
    },
    needsMore,
    standing(id) {
      const reaches = wide(id).map(({ percent }) => percent);
      const enough = `±${until.percent} %`;
      return reaches.length === 0
        ? `within ${enough}`
        : `${formatReach(Math.max(...reaches))}, until ${enough}`;
    },
    timeLeft() {
      const least = clock.secondsLeft();
      const goesOn = least > 0 || benchmarks.some(({ id }) => needsMore(id));
      return { least, most: goesOn ? Math.max(least, until.budgetSeconds - clock.secondsSpent()) : least };
    },
    shortfall() {
      const figures = benchmarks.flatMap(({ id }) => {
        const byLabel = Map.groupBy(wide(id), ({ headline }) => headline.label);
        return Array.from(
          byLabel,
          ([label, own]) => `${label} (${formatReach(Math.max(...own.map(({ percent }) => percent)))})`,
        );
      });
      if (figures.length === 0) return null;
      const isBudgetSpent = benchmarks.some(({ id }) => canBecomeSurer(id) && !hasRoom(id));
      const when = isBudgetSpent
        ? ` when the ${formatDuration(until.budgetSeconds)} of --budget were spent`
        : "";
      return `not within ±${until.percent} %${when}: ${figures.join("; ")}`;
    },
  };
}

/**
 * @param options.clock knows the same trials
 * @param options.earlier what an earlier process of the same run finished
 */
export function furtherRounds(options: {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly earlier: { readonly trials: readonly EndedTrial[]; readonly samples: readonly RecordedSample[] };
}): FurtherRounds {
  const { plan, clock, earlier } = options;
  const { until } = plan.settings;
  return until === null ? none(clock) : following(until, plan, clock, earlier);
}
