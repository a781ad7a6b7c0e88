/** What else went on during a trial. */
export interface NoisePoint {
  readonly benchmark: string;
  readonly run: number;
  readonly round: number;
  /** From the start of the configuration's first trial to that of this one, without the time between two runs. */
  readonly minutes: number;
  /** Percent of the time that all CPUs had; null where the machine does not say. */
  readonly stealPercent: number | null;
  readonly otherLoadPercent: number | null;
  /** Percent of the trial's time in which some task waited for a CPU. */
  readonly waitingPercent: number | null;
}
