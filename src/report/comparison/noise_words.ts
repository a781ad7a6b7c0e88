import { disturbances, type NoisyTrial } from "../../analysis/noisy_trials.ts";
import type { ComparedGroup, Participant } from "./compared_group.ts";

/** How many trials each disturbance was in: `steal 2, other load 1`. */
export function disturbanceCounts(noisy: readonly NoisyTrial[]): string {
  return disturbances
    .flatMap((disturbance) => {
      const count = noisy.filter((trial) => trial.disturbances.includes(disturbance)).length;
      return count === 0 ? [] : `${disturbance} ${count}`;
    })
    .join(", ");
}

function noisyWords({ configuration, trials, noisy }: Participant): string {
  const counts = disturbanceCounts(noisy);
  const which = counts === "" ? "" : ` (${counts})`;
  return `${configuration.config} ${noisy.length} of ${trials}${which}`;
}

/** How many trials were disturbed, and whether they count. */
export function noiseWords({ base, candidates, excludesNoisy }: ComparedGroup): string {
  const all = [base, ...candidates.map(({ participant }) => participant)];
  const isQuiet = all.every(({ noisy }) => noisy.length === 0);
  const kept = isQuiet ? "" : excludesNoisy ? "; left out" : "; kept (--exclude-noisy leaves them out)";
  return `Noisy trials: ${all.map(noisyWords).join(", ")}${kept}.`;
}
