import { lowestOf } from "../../benchmarks/statistics.ts";
import { cpusIn } from "../../machine/cpu_list.ts";
import type { Configuration } from "../../results/configuration.ts";
import type { NoisePoint } from "../view/noise_point.ts";

const millisecondsPerMinute = 60_000;

/** Hundredths are all that such figures are good for. */
function inHundredths(value: number): number {
  return Math.round(100 * value) / 100;
}

/** Null where the machine does not say, or says what cannot be. */
function percent(seconds: number | null, of: number): number | null {
  const share = seconds === null || of <= 0 ? NaN : inHundredths((100 * seconds) / of);
  return Number.isFinite(share) ? share : null;
}

/**
 * The noise of a configuration's trials over time, in the order in which they ran. A run that was appended days later
 * follows upon the one before, or the time between them would be all that a chart shows.
 */
export function noisePoints({ runs }: Pick<Configuration, "runs">): NoisePoint[] {
  let before = 0;
  return runs.flatMap(({ id, machine, trials }) => {
    const cpus = Math.max(1, cpusIn(machine.cpu.allowed));
    const known = trials.flatMap((trial) => {
      const minutesAt = Date.parse(trial.startedAt) / millisecondsPerMinute;
      return Number.isFinite(minutesAt) ? { trial, minutesAt } : [];
    });
    const start = lowestOf(known.map(({ minutesAt }) => minutesAt));
    const from = before;
    return known.map(({ trial, minutesAt }): NoisePoint => {
      const { wallSeconds, stealSeconds, otherCpuSeconds, pressureSeconds } = trial.noise;
      const minutes = from + minutesAt - start;
      before = Math.max(before, minutes + wallSeconds / 60);
      return {
        benchmark: trial.benchmark,
        run: id,
        round: trial.round,
        minutes: inHundredths(minutes),
        stealPercent: percent(stealSeconds, wallSeconds * cpus),
        otherLoadPercent: percent(otherCpuSeconds, wallSeconds * cpus),
        waitingPercent: percent(pressureSeconds, wallSeconds),
      };
    });
  });
}
