import type { CatalogueEntry } from "../../benchmarks/index.ts";
import type { Gathered } from "../gathered.ts";
import { compare } from "./compare.ts";
import type { Comparison } from "./comparison.ts";
import { sideOf, witnessesOf } from "./side.ts";

/**
 * Holds some configurations against one of their group, in their order. One candidate's figures at a time, for those of
 * a thousand would not fit.
 *
 * @param options.group all of it, since any of it may tell how far runs lie apart
 */
export function compareWith(options: {
  readonly base: Gathered;
  readonly candidates: readonly Gathered[];
  readonly group: readonly Gathered[];
  readonly catalogue: readonly CatalogueEntry[];
  readonly threshold?: number;
}): Comparison[] {
  const { base, candidates, group, catalogue, threshold } = options;
  const side = sideOf(base, catalogue);
  const witnesses = witnessesOf(group, catalogue);
  return candidates.map((candidate) => compare(side, sideOf(candidate, catalogue), witnesses, threshold));
}
