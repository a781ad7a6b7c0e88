import type { Beside, Member, RegionVerdict, Series } from "../view/member.ts";

/** What series of all configurations of a group have in common. */
export type Figure = Pick<Series, "benchmark" | "metric" | "at" | "unit" | "tool" | "toolLabel">;

/**
 * A series as whole numbers: place of its figure, place of its conditions, exponent E of ten, median ÷ 10^E,
 * (low − median) ÷ 10^E, (high − median) ÷ 10^E, then what {@link PackedBeside} says, then (value − median) ÷ 10^(E + 2)
 * of each round. Noise has no pattern that deflating could find, so that it has to be short before.
 */
export type PackedSeries = readonly number[];

/**
 * As whole numbers: `0` for none, else `verdict + 1, kind of ratio, estimate, low − estimate, high − estimate`, the words
 * as their places in the lists below and the ratios in ten-thousandths; without known ends the kind is negative and the
 * ends are missing.
 */
export type PackedBeside = readonly number[];

/** What verdicts on regions have in common. */
export type RegionPlace = Omit<RegionVerdict, "beside">;

/** Place of the region, then what {@link PackedBeside} says. */
export type PackedRegion = readonly number[];

/**
 * A GPU group as it stands in the page: what its configurations have alike is there once. A thousand configurations of
 * sixty figures have to fit in a page that a person opens.
 */
export interface PackedGroup {
  readonly figures: readonly Figure[];
  readonly conditions: readonly Series["conditions"][];
  readonly places: readonly RegionPlace[];
  readonly benchmarks: readonly string[];
  readonly members: readonly (Omit<Member, "series" | "regions" | "noise"> & {
    /** Of {@link PackedSeries}, in Base64 VLQ as the others. */
    readonly series: string;
    /** Of {@link PackedRegion}. */
    readonly regions: string;
    /** Of {@link PackedNoise}. */
    readonly noise: string;
  })[];
}

/** Significant digits of medians and intervals: two more than the page shows, which would else round twice too often. */
export const estimateDigits = 6;

/** Units of the medians that one of a round's value is: it has four digits, which are more than a dot shows. */
export const valueUnits = 100;

export const ratioUnit = 1e-4;

export const verdicts = ["better", "worse", "same", "undecided"] as const satisfies readonly Beside["is"][];
export const ratioKinds = ["share", "change", "remainder"] as const satisfies readonly Beside["as"][];
