import { formatDuration } from "./duration.ts";
import type { Position } from "./run_rounds.ts";
import { formatTimeLeft, type TimeLeft } from "./time_left.ts";
import type { FinishedTrial } from "./trial.ts";

/** Where progress is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** Shows a person where a run is. */
export interface Progress {
  trialStarted(position: Position): void;
  trialEnded(trial: FinishedTrial): void;
  /** Takes the line away, so that other text can be written. */
  clear(): void;
}

const clearLine = "\r\u001B[K";

/**
 * On a terminal one line that is rewritten once a second (more often would take CPU time from what is measured);
 * elsewhere a line a trial.
 *
 * @param options.timeLeft asked each time a line is written
 * @param options.standing why a benchmark is measured in a further round, e.g. `±1.8 %, until ±1 %`
 */
export function showProgress(
  stream: ProgressStream,
  options: { readonly timeLeft: () => TimeLeft; readonly standing: (benchmark: string) => string },
): Progress {
  const { timeLeft, standing } = options;
  const startedAt = performance.now();
  const elapsed = (): string => formatDuration((performance.now() - startedAt) / 1000);
  const place = ({ roundOfRun, rounds, benchmark }: Position): string =>
    roundOfRun <= rounds
      ? `round ${roundOfRun}/${rounds} · ${benchmark}`
      : `round ${roundOfRun} · ${benchmark} (${standing(benchmark)})`;

  if (stream.isTTY !== true) {
    let current: Position | null = null;
    return {
      trialStarted(position) {
        current = position;
      },
      trialEnded(trial) {
        if (current === null) return;
        const state = trial.outcome.status === "done" ? "" : " · failed";
        stream.write(
          `${place(current)}${state} · ${trial.noise.wallSeconds.toFixed(1)} s · ` +
            `${elapsed()} elapsed, ${formatTimeLeft(timeLeft())}\n`,
        );
      },
      clear() {},
    };
  }

  let timer: Timer | undefined;
  const clear = (): void => {
    clearInterval(timer);
    timer = undefined;
    stream.write(clearLine);
  };
  return {
    trialStarted(position) {
      const trialStartedAt = performance.now();
      const where = place(position);
      const { least, most } = timeLeft();
      const draw = (): void => {
        const inTrial = (performance.now() - trialStartedAt) / 1000;
        const left = formatTimeLeft({ least: least - inTrial, most: most - inTrial });
        const line = `${where} · ${elapsed()} elapsed, ${left}`;
        stream.write(clearLine + line.slice(0, (stream.columns ?? 80) - 1));
      };
      clear();
      draw();
      timer = setInterval(draw, 1000);
    },
    trialEnded: clear,
    clear,
  };
}
