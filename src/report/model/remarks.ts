import type { BenchmarkOutcome } from "../../results/configuration.ts";
import { gpuRemarks } from "./gpu_remarks.ts";
import type { Member } from "./member.ts";

/** Something that a reader of a group's numbers has to know. */
export interface Remark {
  readonly kind: "failed" | "notice" | "skipped";
  /** Labels of the configurations that it is about. */
  readonly configs: readonly string[];
  /** Id of the benchmark; null when it is about the whole configuration. */
  readonly benchmark: string | null;
  readonly text: string;
  /** What a failed benchmark printed last; null unless it failed. */
  readonly output: string | null;
}

function outcomeRemark({ label }: Member, outcome: BenchmarkOutcome): Remark | null {
  const { benchmark } = outcome;
  switch (outcome.status) {
    case "done":
      return null;
    case "skipped":
      return { kind: "skipped", configs: [label], benchmark, text: outcome.because, output: null };
    case "failed": {
      const { because, output, failedRounds, rounds } = outcome;
      const extent = rounds > 1 ? ` (${failedRounds} of ${rounds} rounds)` : "";
      return { kind: "failed", configs: [label], benchmark, text: `${because}${extent}`, output };
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
      benchmark: null,
      text,
      output: null,
    })),
  ];
}

const order: readonly Remark["kind"][] = ["failed", "notice", "skipped"];

/** Remarks of a group, the gravest first; what several configurations share is said once. */
export function remarksOf(members: readonly Member[]): Remark[] {
  const all = members.flatMap(ownRemarks);
  const shared = Map.groupBy(all, ({ kind, benchmark, text, output }) =>
    JSON.stringify([kind, benchmark, text, output]),
  );
  const merged = Array.from(shared.values()).flatMap((same) => {
    const first = same[0];
    return first === undefined ? [] : { ...first, configs: same.flatMap(({ configs }) => configs) };
  });
  return merged.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
