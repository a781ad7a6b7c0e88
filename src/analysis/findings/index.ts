import type { Finding } from "./finding.ts";
import { severities } from "./finding.ts";
import type { Case, Rule } from "./rule.ts";

/** All rules, in the order in which their findings of one severity are told. */
export const rules: readonly Rule[] = [];

/** All that the evidence says about a configuration, the gravest first. */
export function findingsOf(of: Case): Finding[] {
  const found = rules.flatMap(({ id, find }) => find(of).map((finding) => ({ rule: id, ...finding })));
  return found.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
