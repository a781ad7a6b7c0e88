/** How much certainty a run buys. Smoke numbers prove that everything works and are never compared. */
export const profiles = ["smoke", "standard", "thorough"] as const;
export type Profile = (typeof profiles)[number];

/** What a person asked for; kept with the results. */
export interface Settings {
  readonly profile: Profile;
  /** Rounds that this run adds. */
  readonly rounds: number;
  /** Ids of the benchmarks asked for. */
  readonly tests: readonly string[];
  /** Largest all-reduce message in bytes. */
  readonly ncclMaxBytes: number;
}

/** Rounds of each profile where a person names none. */
export const roundsByProfile: Readonly<Record<Profile, number>> = { smoke: 1, standard: 10, thorough: 30 };

/**
 * Seconds that a round gives a benchmark specified to take `totalSeconds` in a standard run: the total is divided
 * by the rounds, so that certainty costs no extra time. A thorough run has the standard run's seconds in each of
 * its rounds. Whole seconds, at least one, since sysbench takes no fractions.
 */
export function secondsPerRound(settings: Settings, totalSeconds: number): number {
  switch (settings.profile) {
    case "smoke":
      return 1;
    case "standard":
      return Math.max(1, Math.round(totalSeconds / settings.rounds));
    case "thorough":
      return Math.max(1, Math.round(totalSeconds / roundsByProfile.standard));
  }
}
