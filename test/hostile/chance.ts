import { seededRandom } from "../report/seeded_random.ts";

/** Choices that are the same in every run with the same seed. */
export interface Chance {
  /** From 0 up to and without 1. */
  readonly fraction: () => number;
  /** From 0 up to and without `end`. */
  readonly below: (end: number) => number;
  readonly oneOf: <Of>(all: readonly [Of, ...Of[]]) => Of;
  /** @throws RangeError of none */
  readonly among: <Of>(all: readonly Of[]) => Of;
}

export function chanceOf(seed: number): Chance {
  const fraction = seededRandom(seed);
  // The first numbers of neighbouring seeds resemble one another.
  for (let i = 0; i < 4; i += 1) fraction();
  const below = (end: number): number => Math.floor(fraction() * end);
  const among = <Of>(all: readonly Of[]): Of => {
    const chosen = all[below(all.length)];
    if (chosen === undefined) throw new RangeError("nothing to choose from");
    return chosen;
  };
  return { fraction, below, among, oneOf: ([first, ...rest]) => among([first, ...rest]) };
}
