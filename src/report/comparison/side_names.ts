import type { Comparison } from "../../analysis/comparison/comparison.ts";

/** What the configurations of a comparison are called. */
export function sideNames({ base, candidate }: Comparison): Readonly<Record<"base" | "candidate", string>> {
  return { base: base.configuration.config, candidate: candidate.configuration.config };
}
