import { onOneLine } from "../../one_line.ts";
import type { BenchmarkOutcome } from "../../results/configuration.ts";
import type { Finding } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";
import { listWords } from "./words.ts";

type Failed = Extract<BenchmarkOutcome, { readonly status: "failed" }>;

function extent({ failedRounds, rounds }: Failed): string {
  return rounds === 1 ? "its only round" : `${failedRounds} of ${rounds} rounds`;
}

/** Without a full stop, since the sentence brings its own. */
function firstLine(text: string): string {
  return onOneLine(text.trim().split(/\r?\n/, 1)[0] ?? "").replace(/\.$/, "");
}

function find({ configuration: { outcomes } }: Case): Omit<Finding, "rule">[] {
  const failed = outcomes.filter((outcome) => outcome.status === "failed");
  const [first, ...more] = failed;
  if (first === undefined) return [];
  const each = failed.map((one) => `${one.benchmark} in ${extent(one)}`);
  const names = failed.map(({ benchmark }) => benchmark);
  return [
    {
      severity: "fault",
      sentence:
        more.length === 0
          ? `${first.benchmark} failed in ${extent(first)}: ${firstLine(first.because)}.`
          : `${failed.length} benchmarks failed: ${listWords(each)}.`,
      evidence: failed.map((one) => ({
        label: `${one.benchmark}, ${extent(one)}`,
        value: firstLine(one.because),
        unit: null,
      })),
      advice: [
        "Read the end of what it printed, which the report shows with the failure, and all of it in the .txt files " +
          "of the results folder.",
        `When the cause is gone, vcpu-bench run NAME --append --tests ${names.join(",")} measures it again and ` +
          "keeps the rest; --replace measures all anew and forgets the failure.",
      ],
    },
  ];
}

/** Benchmarks that failed in at least one round; what they measured in the others is kept. */
export const benchmarksFailed: Rule = { id: "benchmarks-failed", find };
