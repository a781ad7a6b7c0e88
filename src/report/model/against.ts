import type { Configuration } from "../../results/configuration.ts";
import type { Against, Difference } from "../view/details.ts";
import { differencesOf } from "./differences.ts";

/** So many differences stand in the closed state's line. */
const inLine = 4;

function inShort(differences: readonly Difference[], telling: number): string {
  const shown = differences.slice(0, Math.min(inLine, telling));
  const words = shown.map(({ label, baseline, own }) => `${label} ${baseline} → ${own}`);
  const rest = differences.length - shown.length;
  if (rest === 0) return words.join(" · ");
  return [...words, shown.length === 0 ? `${rest} of the lesser facts` : `${rest} more`].join(" · ");
}

/** How a configuration differs from its group's baseline. */
export function againstOf(baseline: Configuration, own: Configuration): Against {
  const of = { baseline: baseline.config };
  const differences = differencesOf(baseline, own);
  if (differences === null) {
    const silent = own.machine === null ? own.config : baseline.config;
    const because = `the machine of ${silent} is not recorded`;
    // Its own silence is told already.
    return { ...of, differences: null, because, inShort: own.machine === null ? "" : because };
  }
  const { all, telling } = differences;
  return {
    ...of,
    differences: all,
    because: null,
    inShort:
      all.length === 0
        ? `unlike ${baseline.config} in nothing that was recorded`
        : `unlike ${baseline.config}: ${inShort(all, telling)}`,
  };
}
