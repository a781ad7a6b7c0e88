import { middleOf, roundsOf, valueOf } from "./comparable.ts";
import type { Comparison, Judged, What } from "./comparison.ts";
import { discoveries } from "./discoveries.ts";
import { type Pair, pairsOf } from "./pairs.ts";
import { toldBy } from "./run_to_run.ts";
import { comparedOf, type Side } from "./side.ts";
import type { Unlike } from "./unlike.ts";
import { unlikeFigures } from "./unlike_figures.ts";
import { type Evidence, level, verdictOf } from "./verdict.ts";
import { persistenceOf, weigh, type Weighed } from "./weigh.ts";

/** How much a change must be to matter, unless a person says otherwise. */
export const standardThreshold = 0.01;

/** Fewer rounds than these on a side have no 95 % interval for a ratio, whatever the other side has. */
export const fewestRounds = 4;

function gpusOf({ configuration }: Side): number | null {
  return configuration.machine?.gpus.devices.length ?? null;
}

/** Why a pair has no ratio; null when it has one. */
function whyNot(
  { base, candidate }: Pair,
  sides: Readonly<Record<"base" | "candidate", Side>>,
): Unlike | null {
  const smoke = (["base", "candidate"] as const).filter(
    (which) => sides[which].configuration.profile === "smoke",
  );
  if (smoke.length > 0) return { kind: "smoke", sides: smoke };
  const unusable = base.unusable ?? candidate.unusable;
  if (unusable !== null) return { kind: "no ratio", value: unusable };
  if (base.metric.over === "GPUs") {
    const [gpus, otherGpus] = [gpusOf(sides.base), gpusOf(sides.candidate)];
    if (gpus !== otherGpus)
      return { kind: "differs", differences: [{ name: "GPUs", base: gpus, candidate: otherGpus }] };
  }
  const [own, other] = [roundsOf(base), roundsOf(candidate)];
  return Math.min(own, other) < fewestRounds ? { kind: "few rounds", base: own, candidate: other } : null;
}

function whatOf({ kind, base: { series, metric } }: Pair): What {
  return { kind, key: series.key, benchmark: series.benchmark, metric, at: series.at, tool: series.tool };
}

function judge(weighed: Weighed, p: number, threshold: number, figures: number): Judged {
  const { base, candidate, shift, basis, runToRun: found } = weighed;
  const { metric } = base;
  const rounds = { base: roundsOf(base), candidate: roundsOf(candidate) };
  const evidence: Evidence =
    basis === "rounds"
      ? { shift, count: Math.min(rounds.base, rounds.candidate), of: "rounds" }
      : { shift, count: Math.min(base.repetitions.length, candidate.repetitions.length), of: "runs" };
  return {
    ...whatOf(weighed),
    base: valueOf(metric, middleOf(base)),
    candidate: valueOf(metric, middleOf(candidate)),
    rounds,
    ratio: {
      estimate: Math.exp(shift.estimate),
      low: Math.exp(shift.low),
      high: Math.exp(shift.high),
    },
    p,
    basis,
    runToRun:
      found === null
        ? null
        : { deviation: Math.expm1(Math.sqrt(found.variance)), from: found.from, of: found.of },
    verdict: verdictOf(evidence, p <= level, threshold, figures),
  };
}

/**
 * Holds a configuration against another of its group.
 * @param witnesses those of the group that were run several times, which say how far runs lie apart where one of these
 * two has only one; see {@link witnessesOf}
 */
export function compare(
  base: Side,
  candidate: Side,
  witnesses: readonly Side[],
  threshold = standardThreshold,
): Comparison {
  const { pairs, regions } = pairsOf(base, candidate);
  const reasons = new Map(pairs.map((pair) => [pair, whyNot(pair, { base, candidate })]));
  const usable = pairs.filter((pair) => reasons.get(pair) === null);
  const rhos = persistenceOf(usable);
  const regionByKey = new Map(regions.map((region) => [region.key, region]));
  const weighed = usable.map((pair) => {
    const { key, benchmark } = pair.base.series;
    const found = toldBy(witnesses, key, pair.kind === "region" ? regionByKey.get(key) : undefined);
    return weigh(pair, rhos.get(benchmark) ?? 0, found);
  });
  const { adjusted, figures } = discoveries(weighed);
  return {
    base: comparedOf(base),
    candidate: comparedOf(candidate),
    threshold,
    judged: weighed.map((one) => judge(one, adjusted.get(one) ?? 1, threshold, figures)),
    incomparable: [
      ...pairs.flatMap((pair) => {
        const because = reasons.get(pair) ?? null;
        return because === null || pair.kind === "point" ? [] : { ...whatOf(pair), because };
      }),
      ...unlikeFigures(base, candidate),
    ],
  };
}
