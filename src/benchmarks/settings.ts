/** How much certainty a run buys. Smoke numbers prove that everything works and are never compared. */
export const profiles = ["smoke", "standard", "thorough"] as const;
export type Profile = (typeof profiles)[number];

/** How long a run goes on behind its ordinary rounds. */
export interface Until {
  /** A figure is sure enough when its 95 % interval reaches no farther from it than this, in percent of it. */
  readonly percent: number;
  /** What all trials of the run may take together, those of its ordinary rounds included. */
  readonly budgetSeconds: number;
}

/** What a person asked for; kept with the results. */
export interface Settings {
  readonly profile: Profile;
  /** Rounds that this run adds, besides those that `until` asks for. */
  readonly rounds: number;
  /** Ids of the benchmarks asked for. */
  readonly tests: readonly string[];
  /** Largest all-reduce message in bytes. */
  readonly ncclMaxBytes: number;
  /** Ids of the tools chosen instead of the first one present, by benchmark. */
  readonly tools: Readonly<Record<string, string>>;
  /** When to end with further rounds of what is not yet sure; null for a run of ordinary rounds only. */
  readonly until: Until | null;
}

/** No run has more rounds than these. */
export const mostRounds = 1000;

/** Rounds of each profile where a person names none. */
export const roundsByProfile: Readonly<Record<Profile, number>> = { smoke: 1, standard: 10, thorough: 30 };

/**
 * What a round gets of the seconds that a benchmark is specified to take in a standard run: they are divided by the
 * rounds, so that certainty costs no extra time. A thorough run has the standard run's share in each of its rounds.
 */
export function shareOfRound({ profile, rounds }: Settings, totalSeconds: number): number {
  return totalSeconds / (profile === "thorough" ? roundsByProfile.standard : rounds);
}

/** The same in whole seconds, at least one, since sysbench takes no fractions; a smoke run's rounds get just that. */
export function secondsPerRound(settings: Settings, totalSeconds: number): number {
  return settings.profile === "smoke" ? 1 : Math.max(1, Math.round(shareOfRound(settings, totalSeconds)));
}
