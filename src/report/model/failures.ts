import type { BenchmarkOutcome, Configuration } from "../../results/configuration.ts";
import type { Execution, Run, Trial } from "../../results/metadata.ts";
import { quoteForShell } from "../../runner/command_line.ts";
import { formatDuration } from "../../number_format.ts";
import type { Failure } from "../view/details.ts";

function endedBadly({ exitCode, signal, endedBy }: Execution): boolean {
  return exitCode !== 0 || signal !== null || endedBy === "limit";
}

/** `exit code 1 after 2.31 s`, `ended at its time limit of …`. */
function endingWords({ exitCode, signal, endedBy, wallSeconds }: Execution): string {
  const after = `after ${formatDuration(wallSeconds)}`;
  if (endedBy === "limit") return `its time was up ${after}${signal === null ? "" : `, ended by ${signal}`}`;
  if (signal !== null) return `ended by ${signal} ${after}`;
  return exitCode === null ? `did not start, ${after}` : `exit code ${exitCode} ${after}`;
}

function commandWords({ argv, environment }: Execution): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return quoteForShell([...variables, ...argv]);
}

function lastFailed(runs: readonly Run[], benchmark: string): { run: Run; trial: Trial } | null {
  for (const run of runs.toReversed()) {
    const trial = run.trials.findLast(
      (candidate) => candidate.benchmark === benchmark && candidate.outcome.status === "failed",
    );
    if (trial !== undefined) return { run, trial };
  }
  return null;
}

function failureOf(
  { benchmark, because, output, failedRounds, rounds }: Extract<BenchmarkOutcome, { status: "failed" }>,
  runs: readonly Run[],
): Failure {
  const last = lastFailed(runs, benchmark);
  // What ended well may still be what failed, by what it printed: then it is the last one that was started.
  const executions = last?.trial.executions ?? [];
  const execution = executions.findLast(endedBadly) ?? executions.at(-1) ?? null;
  const extent = rounds > 1 ? ` (${failedRounds} of ${rounds} rounds)` : "";
  return {
    benchmark,
    because: `${because}${extent}`,
    trial: last === null ? null : `round ${last.trial.round} of run ${last.run.id}`,
    command: execution === null ? null : commandWords(execution),
    ending: execution === null ? null : endingWords(execution),
    output,
  };
}

/** The benchmarks of a configuration that failed, each with its last failed trial. */
export function failuresOf({ outcomes, runs }: Pick<Configuration, "outcomes" | "runs">): Failure[] {
  return outcomes.flatMap((outcome) => (outcome.status === "failed" ? failureOf(outcome, runs) : []));
}
