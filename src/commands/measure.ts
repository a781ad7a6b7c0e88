import { unitOf } from "../benchmarks/index.ts";
import { readCaptures } from "../machine/captures.ts";
import { systemFiles } from "../machine/system_files.ts";
import type { Beginning } from "../results/begin_run.ts";
import { openWriter } from "../results/writer.ts";
import type { Plan } from "../runner/plan.ts";
import { showProgress } from "../runner/progress.ts";
import { runRounds } from "../runner/run_rounds.ts";
import { startClock } from "../runner/time_left.ts";
import { messages } from "./messages.ts";
import { listenForSignals } from "./signals.ts";

function isDoneIn({ metadata }: Beginning): (benchmark: string, round: number) => boolean {
  const done = new Set(metadata.runs.at(-1)?.trials.map((trial) => `${trial.benchmark} ${trial.round}`));
  return (benchmark, round) => done.has(`${benchmark} ${round}`);
}

function remainingTrials(plan: Plan, beginning: Beginning): Map<string, number> {
  const isDone = isDoneIn(beginning);
  const rounds = Array.from({ length: plan.settings.rounds }, (_, index) => beginning.firstRound + index);
  return new Map(
    plan.planned.map(({ benchmark }) => [
      benchmark.id,
      rounds.filter((round) => !isDone(benchmark.id, round)).length,
    ]),
  );
}

/** How measuring ended. */
export interface Measured {
  /** Trials that failed. */
  readonly failed: number;
  /** 0, 1 when some failed, 128 + n when signal n ended it. */
  readonly exitCode: number;
}

/** Measures all that is left of a run and saves each trial as it ends. */
export async function measure(plan: Plan, folder: string, beginning: Beginning): Promise<Measured> {
  const writer = await openWriter({
    folder,
    metadata: beginning.metadata,
    clear: beginning.clear,
    captures: readCaptures(systemFiles()),
    unitOf,
  });
  const clock = startClock(plan, remainingTrials(plan, beginning));
  const progress = showProgress(process.stderr, () => clock.secondsLeft());
  const signals = listenForSignals(() => {
    progress.clear();
    messages.info("Ending the trial in flight; once more to end at once.");
  });
  const told = new Set<string>();
  let failed = 0;
  try {
    const trials = runRounds({
      plan,
      firstRound: beginning.firstRound,
      isDone: isDoneIn(beginning),
      files: systemFiles(),
      signal: signals.aborted,
      onTrialStart: (position) => progress.trialStarted(position),
    });
    for await (const trial of trials) {
      await writer.record(trial);
      clock.finished(trial.benchmark, trial.noise.wallSeconds);
      progress.trialEnded(trial);
      for (const notice of trial.notices.filter((sentence) => !told.has(sentence))) {
        told.add(notice);
        messages.warn(notice);
      }
      if (trial.outcome.status === "failed") {
        failed += 1;
        messages.warn(`${trial.benchmark} failed in round ${trial.round}: ${trial.outcome.because}`);
      }
    }
  } finally {
    progress.clear();
    signals.stop();
  }
  await writer.finish(signals.aborted.aborted ? "interrupted" : "finished");
  return { failed, exitCode: signals.exitCode() ?? (failed > 0 ? 1 : 0) };
}
