import type { Configuration } from "../../results/configuration.ts";
import type { Comparison } from "../comparison/comparison.ts";
import { scoresOf } from "./contenders.ts";

/** A configuration that can be chosen, with what it reaches beside the group's baseline, by benchmark. */
interface Contender {
  readonly configuration: Configuration;
  /** Null for the baseline itself, which is what all scores are relative to. */
  readonly scores: ReadonlyMap<string, number> | null;
}

/** Configurations in the order of what they reach, the best first. */
export interface Ranking {
  readonly ranked: readonly Configuration[];
  /** The benchmarks that count: those that all ranked ones have. */
  readonly benchmarks: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** A configuration that is not ranked: it failed where others did not, or shares too little with them. */
export interface LeftOut {
  readonly configuration: Configuration;
  readonly because: "failed" | "few";
}

/** Of the benchmarks that the fullest contender has: who has less is left out, or all would be judged by next to nothing. */
const neededShare = 0.5;

function hasFailed({ configuration: { outcomes } }: Contender): boolean {
  return outcomes.some(({ status }) => status === "failed");
}

function meanOver(benchmarks: readonly string[], { scores }: Contender): number {
  if (scores === null || benchmarks.length === 0) return 0;
  return benchmarks.reduce((sum, benchmark) => sum + (scores.get(benchmark) ?? 0), 0) / benchmarks.length;
}

/**
 * Ranks configurations by the mean over benchmarks of their scores beside the baseline ({@link scoresOf}).
 *
 * @param candidates may hold the baseline itself
 * @param comparisons with the baseline, by configuration
 */
export function rank(
  candidates: readonly Configuration[],
  comparisons: ReadonlyMap<Configuration, Comparison>,
): Ranking {
  const all = candidates.map((configuration): Contender => {
    const comparison = comparisons.get(configuration);
    return { configuration, scores: comparison === undefined ? null : scoresOf(comparison) };
  });
  const fullest = Math.max(0, ...all.map(({ scores }) => scores?.size ?? 0));
  // Where all have failed in something, that tells none of them from the others.
  const doAllFail = all.every(hasFailed);
  const whyNot = (contender: Contender): LeftOut["because"] | null => {
    if (!doAllFail && hasFailed(contender)) return "failed";
    const { scores } = contender;
    const isFew = scores !== null && (scores.size === 0 || scores.size < neededShare * fullest);
    return isFew ? "few" : null;
  };
  const complete = all.filter((contender) => whyNot(contender) === null);
  const known = complete.flatMap(({ scores }) => scores ?? []);
  const benchmarks = Array.from(known[0]?.keys() ?? []).filter((benchmark) =>
    known.every((scores) => scores.has(benchmark)),
  );
  const byScore = complete
    .map((contender) => ({ contender, score: meanOver(benchmarks, contender) }))
    .toSorted((a, b) => b.score - a.score);
  return {
    ranked: byScore.map(({ contender }) => contender.configuration),
    benchmarks,
    leftOut: all.flatMap((contender) => {
      const because = whyNot(contender);
      return because === null ? [] : { configuration: contender.configuration, because };
    }),
  };
}
