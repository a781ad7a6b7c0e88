import type { BenchmarkOutcome } from "../../results/configuration.ts";
import { gpuRemarks } from "./gpu_remarks.ts";
import type { Member } from "./member.ts";

/** Something that a reader of a group's numbers has to know. */
export interface Remark {
  readonly kind: "failed" | "notice" | "skipped";
  /** Labels of the configurations that it is about. */
  readonly configs: readonly string[];
  /** Ids of the benchmarks that it is about; none when it is about the whole configuration. */
  readonly benchmarks: readonly string[];
  readonly text: string;
  /** What a failed benchmark printed last; null unless it failed. */
  readonly output: string | null;
}

function outcomeRemark({ label }: Member, outcome: BenchmarkOutcome): Remark | null {
  const about = { configs: [label], benchmarks: [outcome.benchmark] };
  switch (outcome.status) {
    case "done":
      return null;
    case "skipped":
      return { ...about, kind: "skipped", text: outcome.because, output: null };
    case "failed": {
      const { because, output, failedRounds, rounds } = outcome;
      const extent = rounds > 1 ? ` (${failedRounds} of ${rounds} rounds)` : "";
      return { ...about, kind: "failed", text: `${because}${extent}`, output };
    }
  }
}

function ownRemarks(member: Member): Remark[] {
  const { notices, outcomes } = member.configuration;
  return [
    ...outcomes.flatMap((outcome) => outcomeRemark(member, outcome) ?? []),
    ...[...gpuRemarks(member), ...notices].map((text) => ({
      kind: "notice" as const,
      configs: [member.label],
      benchmarks: [],
      text,
      output: null,
    })),
  ];
}

const order: readonly Remark["kind"][] = ["failed", "notice", "skipped"];

/** Remarks that differ in one list only become one, with the lists of all. */
function merged(remarks: readonly Remark[], list: "configs" | "benchmarks"): Remark[] {
  const alike = Map.groupBy(remarks, (remark) => JSON.stringify({ ...remark, [list]: null }));
  return Array.from(alike.values()).flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : { ...first, [list]: same.flatMap((remark) => remark[list]) };
  });
}

/** Remarks of a group, the gravest first; what several configurations or benchmarks share is said once. */
export function remarksOf(members: readonly Member[]): Remark[] {
  const remarks = merged(merged(members.flatMap(ownRemarks), "configs"), "benchmarks");
  return remarks.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
