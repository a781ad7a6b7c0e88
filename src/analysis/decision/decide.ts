import type { Configuration } from "../../results/configuration.ts";
import { baselineOf } from "../baseline.ts";
import type { Comparison, Judged } from "../comparison/comparison.ts";
import { hostOf, overallRatio, targetsOf } from "./contenders.ts";
import { type LeftOut, rank } from "./ranking.ts";

/** How the best one stands beside another. */
export interface Standing {
  /** The other is the base. */
  readonly comparison: Comparison;
  readonly better: readonly Judged[];
  readonly worse: readonly Judged[];
}

/** Which configuration of a GPU group to use, as far as the figures say. */
export type Decision =
  | {
      readonly is: "nothing";
      /**
       * `alone`: there is one configuration, and no host to measure it by. `host alone`: there is only the host. `smoke`:
       * only smoke runs are left. `unlike`: those that there are share no benchmark.
       */
      readonly because: "alone" | "host alone" | "smoke" | "unlike";
    }
  | {
      /**
       * `clear`: better than the next in something and worse in nothing. `tie`: nothing tells it from the next. `trade`:
       * each is better in something. `only`: there is no other to choose.
       */
      readonly is: "clear" | "tie" | "trade" | "only";
      readonly best: Configuration;
      /** The second in the ranking; null when there is none. */
      readonly next: Standing | null;
      /** What a person would have without deciding: the usual baseline among those that can be chosen; null where that is the best itself or the next. */
      readonly usual: Standing | null;
      /** The bare machine and the share of it that is reached: geometric mean over benchmarks. */
      readonly host: { readonly comparison: Comparison; readonly share: number } | null;
      /** Benchmarks that the ranking goes by. */
      readonly benchmarks: readonly string[];
      readonly leftOut: readonly LeftOut[];
    };

function standing(comparison: Comparison): Standing {
  const targets = targetsOf(comparison);
  return {
    comparison,
    better: targets.filter(({ verdict }) => verdict.is === "better"),
    worse: targets.filter(({ verdict }) => verdict.is === "worse"),
  };
}

function relation({ better, worse }: Standing): "clear" | "tie" | "trade" {
  if (better.length > 0 && worse.length > 0) return "trade";
  // The ranking goes by estimates, so the second may be the one that is better for sure.
  return better.length > 0 ? "clear" : worse.length > 0 ? "trade" : "tie";
}

/**
 * Decides among the configurations of a group. The host is no choice but a measure; smoke runs have no say.
 *
 * @param comparisons of the group's configurations with its baseline
 * @param compare holds the second against the first, for pairs that do not include the baseline
 */
export function decide(
  group: readonly Configuration[],
  comparisons: ReadonlyMap<Configuration, Comparison>,
  compare: (base: Configuration, candidate: Configuration) => Comparison,
): Decision {
  const host = hostOf(group);
  const guests = group.filter((configuration) => configuration !== host);
  const candidates = guests.filter(({ profile }) => profile !== "smoke");
  if (guests.length === 0) return { is: "nothing", because: "host alone" };
  if (candidates.length === 0) return { is: "nothing", because: "smoke" };
  const { ranked, benchmarks, leftOut } = rank(candidates, comparisons);
  const [best, second] = ranked;
  if (best === undefined) return { is: "nothing", because: "unlike" };
  const beside = (base: Configuration): Comparison => {
    const known = comparisons.get(best);
    return known?.base.configuration === base ? known : compare(base, best);
  };
  const withHost = host === null || host.profile === "smoke" ? null : beside(host);
  const share = withHost === null ? null : overallRatio(withHost);
  const measured = withHost === null || share === null ? null : { comparison: withHost, share };
  if (second === undefined) {
    if (measured === null) return { is: "nothing", because: candidates.length > 1 ? "unlike" : "alone" };
    return { is: "only", best, next: null, usual: null, host: measured, benchmarks, leftOut };
  }
  if (benchmarks.length === 0) return { is: "nothing", because: "unlike" };
  const next = standing(beside(second));
  const usual = baselineOf(ranked);
  return {
    is: relation(next),
    best,
    next,
    usual: usual === null || usual === best || usual === second ? null : standing(beside(usual)),
    host: measured,
    benchmarks,
    leftOut,
  };
}
