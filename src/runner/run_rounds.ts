import type { SystemFiles } from "../machine/system_files.ts";
import type { Plan } from "./plan.ts";
import { runTrial } from "./run_trial.ts";
import type { FinishedTrial } from "./trial.ts";

/** Where a run is; told before each trial. */
export interface Position {
  readonly benchmark: string;
  /** Counted from 1 within this run. */
  readonly roundOfRun: number;
  readonly rounds: number;
}

/**
 * Runs all rounds of a plan, the benchmarks of a round in the plan's order, and yields each trial as it ends, so that
 * it can be saved before the next begins. Returns early when `signal` aborts.
 *
 * @param options.firstRound number of this run's first round within the configuration
 * @param options.isDone whether a trial was finished by an earlier process of the same run
 */
export async function* runRounds(options: {
  readonly plan: Plan;
  readonly firstRound: number;
  readonly isDone: (benchmark: string, round: number) => boolean;
  readonly files: SystemFiles;
  readonly signal: AbortSignal;
  readonly onTrialStart: (position: Position) => void;
}): AsyncGenerator<FinishedTrial, void> {
  const { plan, files, signal } = options;
  for (let roundOfRun = 1; roundOfRun <= plan.settings.rounds; roundOfRun += 1) {
    const round = options.firstRound + roundOfRun - 1;
    for (const planned of plan.planned) {
      if (options.isDone(planned.benchmark.id, round)) continue;
      if (signal.aborted) return;
      options.onTrialStart({ benchmark: planned.benchmark.id, roundOfRun, rounds: plan.settings.rounds });
      const trial = await runTrial({ planned, round, machine: plan.machine, files, signal });
      if (trial === null) return;
      yield trial;
    }
  }
}
