import { compare } from "../../src/analysis/comparison/compare.ts";
import type { Comparison } from "../../src/analysis/comparison/comparison.ts";
import { type Side, sideOf } from "../../src/analysis/comparison/side.ts";
import { gather } from "../../src/analysis/gathered.ts";
import { summarize } from "../../src/analysis/summary.ts";
import { madeUpCatalogue, madeUpConfiguration, type MadeUp } from "./made_up.ts";
import { type Noise, type Random } from "./noise.ts";
import { seededRandom } from "../../test/report/seeded_random.ts";

/** Four benchmarks of eight figures, about as many as a run without GPUs has. */
const catalogue = madeUpCatalogue(4, 8);
const figures = 32;
const rounds = 10;

interface Case {
  readonly noise: Noise;
  readonly runs: number;
  readonly spread: number;
}

function draw(
  config: string,
  of: Case,
  random: Random,
  effect: (metric: string) => number = () => 0,
): MadeUp {
  return madeUpConfiguration({ config, catalogue, rounds, random, effect, ...of });
}

function compared(base: MadeUp, candidate: MadeUp): Comparison {
  const sideIn = ({ configuration }: MadeUp): Side => sideOf(gather(configuration), catalogue);
  return compare(sideIn(base), sideIn(candidate), []);
}

/** The ratio that a comparison is about: of the boots that were drawn when there is one a side, else of all boots. */
function truthOf(metric: string, base: MadeUp, candidate: MadeUp, { runs }: Case): number {
  return runs === 1 ? (candidate.levels.get(metric) ?? 0) - (base.levels.get(metric) ?? 0) : 0;
}

/** How often two configurations that are equal are told apart, and how often intervals hold the truth. */
export function falseAlarms(of: Case, comparisons: number, seed: number) {
  const random = seededRandom(seed);
  let alarmed = 0;
  let covered = 0;
  let estimateCovered = 0;
  for (let i = 0; i < comparisons; i += 1) {
    const [base, candidate] = [draw("base", of, random), draw("candidate", of, random)];
    const { judged } = compared(base, candidate);
    if (judged.some(({ verdict }) => verdict.is === "better" || verdict.is === "worse")) alarmed += 1;
    for (const { metric, ratio } of judged) {
      const truth = Math.exp(truthOf(metric.id, base, candidate, of));
      if (ratio.low <= truth && truth <= ratio.high) covered += 1;
    }
    for (const { metric, low, high } of summarize(base.configuration)) {
      const truth = 1000 * Math.exp(of.runs === 1 ? (base.levels.get(metric) ?? 0) : 0);
      if (low <= truth && truth <= high) estimateCovered += 1;
    }
  }
  const intervals = comparisons * figures;
  return {
    falseAlarms: alarmed / comparisons,
    ratioCoverage: covered / intervals,
    estimateCoverage: estimateCovered / intervals,
  };
}

/** How often a change of all figures of one benchmark is found, figure by figure. */
function power(of: Case, change: number, comparisons: number, seed: number): number {
  const random = seededRandom(seed);
  let found = 0;
  const isChanged = (metric: string): boolean => metric.startsWith("bench-0.");
  for (let i = 0; i < comparisons; i += 1) {
    const effect = (metric: string): number => (isChanged(metric) ? Math.log1p(change) : 0);
    const { judged } = compared(draw("base", of, random), draw("candidate", of, random, effect));
    found += judged.filter(({ metric, verdict }) => isChanged(metric.id) && verdict.is === "better").length;
  }
  return found / (comparisons * (figures / 4));
}

/** The smallest change that is found with 90 % power, to a twentieth of it. */
export function smallestFound(of: Case, comparisons: number, seed: number): number {
  let low = 0.001;
  let high = 10;
  while (high / low > 1.05) {
    const middle = Math.sqrt(low * high);
    if (power(of, middle, comparisons, seed) < 0.9) low = middle;
    else high = middle;
  }
  return high;
}
