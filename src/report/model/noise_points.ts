import { cpusIn } from "../../machine/cpu_list.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { Trial } from "../../results/metadata.ts";
import type { NoisePoint } from "../view/noise_point.ts";

const millisecondsPerMinute = 60_000;

/** Hundredths are all that such a figure is good for. */
function percent(seconds: number | null, of: number): number | null {
  return seconds === null || of <= 0 ? null : Number(((100 * seconds) / of).toFixed(2));
}

function minutesOf({ startedAt }: Pick<Trial, "startedAt">): number {
  return Date.parse(startedAt) / millisecondsPerMinute;
}

/**
 * The noise of a configuration's trials over time, in the order in which they ran. A run that was appended days later
 * follows upon the one before, or the time between them would be all that a chart shows.
 */
export function noisePoints({ runs }: Pick<Configuration, "runs">): NoisePoint[] {
  let before = 0;
  return runs.flatMap(({ id, machine, trials }) => {
    const cpus = Math.max(1, cpusIn(machine.cpu.allowed));
    const known = trials.filter((trial) => Number.isFinite(minutesOf(trial)));
    const start = known.reduce((first, trial) => Math.min(first, minutesOf(trial)), Infinity);
    const from = before;
    return known.map((trial): NoisePoint => {
      const { wallSeconds, stealSeconds, otherCpuSeconds, pressureSeconds } = trial.noise;
      const minutes = from + minutesOf(trial) - start;
      before = Math.max(before, minutes + wallSeconds / 60);
      return {
        benchmark: trial.benchmark,
        run: id,
        round: trial.round,
        minutes: Number(minutes.toFixed(2)),
        stealPercent: percent(stealSeconds, wallSeconds * cpus),
        otherLoadPercent: percent(otherCpuSeconds, wallSeconds * cpus),
        waitingPercent: percent(pressureSeconds, wallSeconds),
      };
    });
  });
}
