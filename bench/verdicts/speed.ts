import { compareWith } from "../../src/analysis/comparison/compare_with.ts";
import { gather } from "../../src/analysis/gathered.ts";
import { madeUpCatalogue, madeUpConfiguration } from "./made_up.ts";
import { noises } from "./noise.ts";
import { seededRandom } from "../../test/report/seeded_random.ts";

/** Time and memory of comparing many configurations of 60 metrics × 10 rounds with their baseline. */
export function reportSpeed(configurations: number): string {
  const catalogue = madeUpCatalogue(6, 10);
  const [noise] = noises;
  if (noise === undefined) throw new RangeError("there is no noise");
  const random = seededRandom(1);
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
  // Once, as a person's command does it: nothing is compiled or warm yet.
  const startedAt = performance.now();
  const group = all.map(gather);
  const [base, ...candidates] = group;
  if (base === undefined) throw new RangeError("there is nothing to compare");
  const comparisons = compareWith({ base, candidates, group, catalogue });
  const seconds = (performance.now() - startedAt) / 1000;
  const figures = comparisons.reduce((sum, { judged }) => sum + judged.length, 0);
  if (figures !== candidates.length * 60) throw new Error(`${figures} figures were judged`);
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  return (
    `${configurations} configurations × 60 metrics × 10 rounds against the first: ${seconds.toFixed(2)} s, ` +
    `${mebibytes.toFixed(0)} MiB with the made-up samples.`
  );
}
