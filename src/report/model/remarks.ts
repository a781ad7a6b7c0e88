import type { BenchmarkOutcome, Configuration } from "../../results/configuration.ts";
import { labelOf } from "./member.ts";

/** Something that a reader of a group's numbers has to know, though nothing is wrong. */
export interface Remark {
  readonly kind: "notice" | "skipped";
  /** Labels of the configurations that it is about. */
  readonly configs: readonly string[];
  /** Ids of the benchmarks that it is about; none when it is about the whole configuration. */
  readonly benchmarks: readonly string[];
  readonly text: string;
}

function skippedRemark(label: string, outcome: BenchmarkOutcome): Remark[] {
  return outcome.status === "skipped"
    ? [{ kind: "skipped", configs: [label], benchmarks: [outcome.benchmark], text: outcome.because }]
    : [];
}

function ownRemarks(configuration: Configuration): Remark[] {
  const { notices, outcomes } = configuration;
  const label = labelOf(configuration);
  return [
    ...outcomes.flatMap((outcome) => skippedRemark(label, outcome)),
    ...notices.map((text): Remark => ({ kind: "notice", configs: [label], benchmarks: [], text })),
  ];
}

const order: readonly Remark["kind"][] = ["notice", "skipped"];

/** Remarks that differ in one list only become one, with the lists of all. */
function merged(remarks: readonly Remark[], list: "configs" | "benchmarks"): Remark[] {
  const alike = Map.groupBy(remarks, (remark) => JSON.stringify({ ...remark, [list]: null }));
  return Array.from(alike.values()).flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : { ...first, [list]: same.flatMap((remark) => remark[list]) };
  });
}

/** Remarks of a group, notices first; what several configurations or benchmarks share is said once. */
export function remarksOf(configurations: readonly Configuration[]): Remark[] {
  const remarks = merged(merged(configurations.flatMap(ownRemarks), "configs"), "benchmarks");
  return remarks.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
