import { type Evidence, type Finding, severities, type Severity } from "../../analysis/findings/finding.ts";

/** A finding as it is in some configurations, alike in all of them. */
export interface FoundIn {
  readonly configs: readonly string[];
  readonly sentence: string;
  readonly evidence: readonly Evidence[];
}

/** What a rule found in a GPU group: the same to do, and what it is in each configuration. */
export interface GroupFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly cases: readonly FoundIn[];
  readonly advice: readonly string[];
}

interface Found {
  readonly config: string;
  readonly finding: Finding;
}

function casesOf(found: readonly Found[]): FoundIn[] {
  const alike = Map.groupBy(found, ({ finding: { sentence, evidence } }) =>
    JSON.stringify([sentence, evidence]),
  );
  return Array.from(alike.values()).flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { sentence, evidence } = first.finding;
    return { configs: same.map(({ config }) => config), sentence, evidence };
  });
}

/**
 * The findings of a group, the gravest first; what calls for the same is told together.
 * @param all by the labels of the configurations
 */
export function groupFindings(all: ReadonlyMap<string, readonly Finding[]>): GroupFinding[] {
  const found = Array.from(all).flatMap(([config, findings]) =>
    findings.map((finding): Found => ({ config, finding })),
  );
  const alike = Map.groupBy(found, ({ finding: { rule, severity, advice } }) =>
    JSON.stringify([rule, severity, advice]),
  );
  const grouped = Array.from(alike.values()).flatMap((same): GroupFinding[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { rule, severity, advice } = first.finding;
    return [{ rule, severity, advice, cases: casesOf(same) }];
  });
  return grouped.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}
