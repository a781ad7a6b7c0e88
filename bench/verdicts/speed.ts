import { compare } from "../../src/analysis/comparison/compare.ts";
import type { Comparison } from "../../src/analysis/comparison/comparison.ts";
import { sideOf, witnessesOf } from "../../src/analysis/comparison/side.ts";
import { madeUpCatalogue, madeUpConfiguration } from "./made_up.ts";
import { noises, seeded } from "./noise.ts";

/** Time and memory of comparing many configurations of 60 metrics × 10 rounds with their baseline. */
export function reportSpeed(configurations: number): string {
  const catalogue = madeUpCatalogue(6, 10);
  const [noise] = noises;
  if (noise === undefined) throw new RangeError("there is no noise");
  const random = seeded(1);
  const all = Array.from(
    { length: configurations },
    (_, i) =>
      madeUpConfiguration({
        config: `config-${i}`,
        catalogue,
        noise,
        runs: 1,
        rounds: 10,
        spread: 0.01,
        random,
      }).configuration,
  );
  const [base, ...candidates] = all;
  if (base === undefined) throw new RangeError("there is nothing to compare");
  // Once, as a person's command does it: nothing is compiled or warm yet.
  const startedAt = performance.now();
  const witnesses = witnessesOf(all, catalogue);
  const side = sideOf(base, catalogue);
  const comparisons: Comparison[] = [];
  for (const candidate of candidates)
    comparisons.push(compare(side, sideOf(candidate, catalogue), witnesses));
  const seconds = (performance.now() - startedAt) / 1000;
  const figures = comparisons.reduce((sum, { judged }) => sum + judged.length, 0);
  if (figures !== candidates.length * 60) throw new Error(`${figures} figures were judged`);
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  return (
    `${configurations} configurations × 60 metrics × 10 rounds against the first: ${seconds.toFixed(2)} s, ` +
    `${mebibytes.toFixed(0)} MiB with the made-up samples.`
  );
}
