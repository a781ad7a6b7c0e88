import { unitOf } from "../benchmarks/index.ts";
import { readCaptures } from "../machine/captures.ts";
import { systemFiles } from "../machine/system_files.ts";
import type { Beginning } from "../results/begin_run.ts";
import { openWriter } from "../results/writer.ts";
import { isGivenUp, type EndedTrial } from "../runner/given_up.ts";
import { machineSampler } from "../runner/machine_sampler.ts";
import type { Plan } from "../runner/plan.ts";
import { showProgress } from "../runner/progress.ts";
import { runRounds } from "../runner/run_rounds.ts";
import { startClock } from "../runner/time_left.ts";
import { messages } from "./messages.ts";
import { listenForSignals } from "./signals.ts";

/** Trials that an earlier process of the same run finished. */
function earlierTrials({ metadata }: Beginning): readonly EndedTrial[] {
  return metadata.runs.at(-1)?.trials ?? [];
}

function remainingTrials(plan: Plan, beginning: Beginning): Map<string, number> {
  const earlier = earlierTrials(beginning);
  return new Map(
    plan.planned.map(({ benchmark: { id } }) => {
      const done = earlier.filter(({ benchmark }) => benchmark === id).length;
      return [id, isGivenUp(id, earlier) ? 0 : plan.settings.rounds - done];
    }),
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
    captures: readCaptures(systemFiles(), plan.machine.gpus),
    unitOf,
  });
  const clock = startClock(plan, remainingTrials(plan, beginning));
  const progress = showProgress(process.stderr, () => clock.secondsLeft());
  const signals = listenForSignals(() => {
    progress.clear();
    messages.info("Ending the trial in flight; once more to end at once.");
  });
  const told = new Set<string>();
  const ended = [...earlierTrials(beginning)];
  let failed = 0;
  for (const { benchmark, because } of plan.withoutTool) messages.warn(`${benchmark} is skipped: ${because}`);
  const sampler = machineSampler(plan.machine, systemFiles());
  try {
    const trials = runRounds({
      plan,
      firstRound: beginning.firstRound,
      earlier: earlierTrials(beginning),
      files: systemFiles(),
      sampler,
      signal: signals.aborted,
      onTrialStart: (position) => progress.trialStarted(position),
    });
    for await (const trial of trials) {
      await writer.record(trial);
      ended.push(trial);
      clock.finished(trial.benchmark, trial.noise.wallSeconds);
      if (isGivenUp(trial.benchmark, ended)) clock.givenUp(trial.benchmark);
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
    sampler.end();
    progress.clear();
    signals.stop();
  }
  await writer.finish(signals.aborted.aborted ? "interrupted" : "finished");
  return { failed, exitCode: signals.exitCode() ?? (failed > 0 ? 1 : 0) };
}
