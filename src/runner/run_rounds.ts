import { mostRounds } from "../benchmarks/settings.ts";
import type { SystemFiles } from "../machine/system_files.ts";
import { givenUpNotice, isGivenUp, type EndedTrial } from "./given_up.ts";
import type { GpuSampler } from "./gpu_sampler.ts";
import type { Plan } from "./plan.ts";
import { runTrial } from "./run_trial.ts";
import type { FinishedTrial } from "./trial.ts";

/** Where a run is; told before each trial. */
export interface Position {
  readonly benchmark: string;
  /** Counted from 1 within this run. */
  readonly roundOfRun: number;
  /** Ordinary rounds of this run; one with a higher number is a further one. */
  readonly rounds: number;
}

/**
 * Runs all rounds of a plan, the benchmarks of a round in the plan's order, and yields each trial as it ends, so that
 * it can be saved before the next begins; then further rounds of those benchmarks that need more, until none does.
 * Returns early when `signal` aborts. A benchmark that hangs is given up.
 *
 * @param options.firstRound number of this run's first round within the configuration
 * @param options.earlier trials that an earlier process of the same run finished
 * @param options.needsMore asked behind the ordinary rounds, when all that was yielded is known to the caller
 */
export async function* runRounds(options: {
  readonly plan: Plan;
  readonly firstRound: number;
  readonly earlier: readonly EndedTrial[];
  readonly files: SystemFiles;
  readonly sampler: GpuSampler;
  readonly signal: AbortSignal;
  readonly needsMore: (benchmark: string) => boolean;
  readonly onTrialStart: (position: Position) => void;
}): AsyncGenerator<FinishedTrial, void> {
  const { plan, files, sampler, signal, needsMore } = options;
  const { machine, settings } = plan;
  const trials: EndedTrial[] = [...options.earlier];
  const done = new Set(trials.map(({ benchmark, round }) => `${benchmark} ${round}`));
  const goesOn = (id: string): boolean => !isGivenUp(id, trials) && needsMore(id);
  for (let roundOfRun = 1; roundOfRun <= mostRounds; roundOfRun += 1) {
    const isFurther = roundOfRun > settings.rounds;
    // Not whether one is started: an earlier process may have done so.
    if (isFurther && !plan.planned.some(({ benchmark }) => goesOn(benchmark.id))) return;
    const round = options.firstRound + roundOfRun - 1;
    for (const planned of plan.planned) {
      const { id } = planned.benchmark;
      if (done.has(`${id} ${round}`) || isGivenUp(id, trials) || (isFurther && !needsMore(id))) continue;
      if (signal.aborted) return;
      options.onTrialStart({ benchmark: id, roundOfRun, rounds: settings.rounds });
      const trial = await runTrial({ planned, round, machine, files, sampler, signal });
      if (trial === null) return;
      trials.push(trial);
      const givesUp = isGivenUp(id, trials) && (roundOfRun < settings.rounds || needsMore(id));
      yield givesUp ? { ...trial, notices: [...trial.notices, givenUpNotice(id)] } : trial;
    }
  }
}
