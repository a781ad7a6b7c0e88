import { momentsOf } from "../statistics/location.ts";
import type { Comparable } from "./comparable.ts";
import { comparablesOf } from "./pairs.ts";
import { comparableRegion, type Region } from "./regions.ts";
import type { Side } from "./side.ts";

/** How far runs of one configuration lie apart in a figure, as far as a group's configurations tell. */
export interface RunToRun {
  /** Of the logarithms of the runs' medians. */
  readonly variance: number;
  readonly degreesOfFreedom: number;
  /** Names of the configurations that tell. */
  readonly from: readonly string[];
  /** Whether they were booted in between, or run again in one boot, some of them at least. */
  readonly of: "boot" | "run";
}

/** One configuration's word on a figure. */
interface Witness {
  readonly config: string;
  readonly of: "boot" | "run";
  readonly comparable: Comparable;
}

/** Pooled over the configurations that have several runs of the figure; null when none has. */
function runToRun(witnesses: readonly Witness[]): RunToRun | null {
  let squares = 0;
  let degreesOfFreedom = 0;
  const from: string[] = [];
  let areBoots = true;
  for (const { config, of, comparable } of witnesses) {
    const { medians, unusable } = comparable;
    if (medians.length < 2 || unusable !== null) continue;
    const { variance } = momentsOf(medians);
    squares += variance * (medians.length - 1);
    degreesOfFreedom += medians.length - 1;
    from.push(config);
    areBoots &&= of === "boot";
  }
  if (degreesOfFreedom === 0) return null;
  return { variance: squares / degreesOfFreedom, degreesOfFreedom, from, of: areBoots ? "boot" : "run" };
}

/** What witnesses have been asked: a thousand configurations that are compared ask all of them the same. */
const answers = new WeakMap<readonly Side[], Map<string, RunToRun | null>>();

/**
 * What some configurations tell of a figure, or of a region over some of its points.
 * @param key of the figure; that of the region is its own
 */
export function toldBy(witnesses: readonly Side[], key: string, region: Region | undefined): RunToRun | null {
  if (witnesses.length === 0) return null;
  const known = answers.get(witnesses) ?? new Map<string, RunToRun | null>();
  answers.set(witnesses, known);
  const question = region === undefined ? key : [key, ...region.points].join("\n");
  const answer = known.get(question);
  if (answer !== undefined) return answer;
  const found = runToRun(
    witnesses.flatMap((side) => {
      const comparable =
        region === undefined
          ? side.comparables.get(key)
          : comparableRegion(region, comparablesOf(side, region.points));
      const { config } = side.configuration;
      return comparable ? { config, of: side.repetitions.of, comparable } : [];
    }),
  );
  known.set(question, found);
  return found;
}
