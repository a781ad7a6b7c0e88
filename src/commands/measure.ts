import { unitOf } from "../benchmarks/index.ts";
import { readCaptures } from "../machine/captures.ts";
import { systemFiles } from "../machine/system_files.ts";
import type { Beginning } from "../results/begin_run.ts";
import type { Trial } from "../results/metadata.ts";
import { readConfiguration } from "../results/read_configuration.ts";
import { type RecordedSample, recordedSamples } from "../results/sample.ts";
import { openWriter } from "../results/writer.ts";
import { isGivenUp, type EndedTrial } from "../runner/given_up.ts";
import { machineSampler } from "../runner/machine_sampler.ts";
import type { Plan } from "../runner/plan.ts";
import { showProgress } from "../runner/progress.ts";
import { runRounds } from "../runner/run_rounds.ts";
import { startClock } from "../runner/time_left.ts";
import { furtherRounds } from "./further_rounds.ts";
import { messages } from "./messages.ts";
import { listenForSignals } from "./signals.ts";

/** Number of the run within the configuration. */
function numberOf({ metadata }: Beginning): number {
  return metadata.runs.at(-1)?.id ?? 1;
}

/** Trials that an earlier process of the same run finished. */
function earlierTrials({ metadata }: Beginning): readonly Trial[] {
  return metadata.runs.at(-1)?.trials ?? [];
}

/** What those trials measured. */
async function earlierSamples(folder: string, beginning: Beginning): Promise<readonly RecordedSample[]> {
  if (earlierTrials(beginning).length === 0) return [];
  const { gpu, config } = beginning.metadata;
  const { configuration } = await readConfiguration({ gpu, config, directory: folder });
  return configuration.samples.filter(({ run }) => run === numberOf(beginning));
}

/** Trials of the ordinary rounds that are left of each benchmark. */
function remainingTrials(plan: Plan, beginning: Beginning): Map<string, number> {
  const earlier = earlierTrials(beginning);
  const { rounds } = plan.settings;
  return new Map(
    plan.planned.map(({ benchmark: { id } }) => {
      const done = earlier.filter(
        ({ benchmark, round }) => benchmark === id && round < beginning.firstRound + rounds,
      ).length;
      return [id, isGivenUp(id, earlier) ? 0 : rounds - done];
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
  const samples = plan.settings.until === null ? [] : await earlierSamples(folder, beginning);
  const writer = await openWriter({
    folder,
    metadata: beginning.metadata,
    clear: beginning.clear,
    captures: readCaptures(systemFiles(), plan.machine.gpus),
    unitOf,
  });
  const trialsBefore = earlierTrials(beginning);
  const clock = startClock(plan, remainingTrials(plan, beginning), trialsBefore);
  const further = furtherRounds({ plan, clock, earlier: { trials: trialsBefore, samples } });
  const progress = showProgress(process.stderr, further);
  const signals = listenForSignals(() => {
    progress.clear();
    messages.info("Ending the trial in flight; once more to end at once.");
  });
  const told = new Set<string>();
  const ended: EndedTrial[] = [...trialsBefore];
  let failed = 0;
  for (const { benchmark, because } of plan.withoutTool) messages.warn(`${benchmark} is skipped: ${because}`);
  const sampler = machineSampler(plan.machine, systemFiles());
  try {
    const trials = runRounds({
      plan,
      firstRound: beginning.firstRound,
      earlier: trialsBefore,
      files: systemFiles(),
      sampler,
      signal: signals.aborted,
      needsMore: (benchmark) => further.needsMore(benchmark),
      onTrialStart: (position) => progress.trialStarted(position),
    });
    for await (const trial of trials) {
      await writer.record(trial);
      ended.push(trial);
      clock.finished(trial);
      if (isGivenUp(trial.benchmark, ended)) clock.givenUp(trial.benchmark);
      further.finished(trial, recordedSamples(trial, numberOf(beginning), unitOf));
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
  const shortfall = signals.aborted.aborted ? null : further.shortfall();
  if (shortfall !== null) messages.warn(shortfall);
  return { failed, exitCode: signals.exitCode() ?? (failed > 0 ? 1 : 0) };
}
