import type { FinishedTrial } from "./trial.ts";

/** What of a finished trial says whether its benchmark is to be tried again. */
export type EndedTrial = Pick<FinishedTrial, "benchmark" | "round"> & {
  readonly executions: readonly Pick<FinishedTrial["executions"][number], "endedBy">[];
};

const lostRounds = 2;

/**
 * Whether a benchmark hung in two rounds running, so that the next would most likely take as long and give nothing.
 *
 * @param trials of one run, in the order of its rounds
 */
export function isGivenUp(benchmark: string, trials: readonly EndedTrial[]): boolean {
  const last = trials.filter((trial) => trial.benchmark === benchmark).slice(-lostRounds);
  return (
    last.length === lostRounds &&
    last.every(({ executions }) => executions.some(({ endedBy }) => endedBy === "limit"))
  );
}

/** What is told of it once. */
export function givenUpNotice(benchmark: string): string {
  return `${benchmark} was ended by its time limit in two rounds running, so its remaining rounds are not started`;
}
