import { compareWith } from "../analysis/comparison/compare_with.ts";
import { decide, type Decision } from "../analysis/decision/decide.ts";
import type { Finding } from "../analysis/findings/finding.ts";
import { findingsOf } from "../analysis/findings/index.ts";
import type { Case } from "../analysis/findings/rule.ts";
import { gather } from "../analysis/gathered.ts";
import { gpuLoadsOf } from "../analysis/gpu_load.ts";
import { summaryOf } from "../analysis/summary.ts";
import type { CatalogueEntry } from "../benchmarks/index.ts";
import type { Configuration, ReadingProblem } from "../results/configuration.ts";
import { formatPlural, formatTime } from "../number_format.ts";
import { type BaselineGroup, baselineGroups } from "./baseline_groups.ts";
import { type BaselineChoice, baselineChoice } from "./model/baseline_choice.ts";
import { type DecisionView, decisionView } from "./model/decision_view.ts";
import { groupFindings, type GroupFinding } from "./model/group_findings.ts";
import { looksOf } from "./model/looks.ts";
import { type Analysed, labelOf, memberOf } from "./model/member.ts";
import { type Remark, remarksOf } from "./model/remarks.ts";
import { type Shown, summaryTable, type SummaryTable } from "./model/summary_table.ts";
import type { ReportInput } from "./report_input.ts";
import type { Look } from "./view/chart_data.ts";
import type { Member } from "./view/member.ts";
import type { ShownBenchmark } from "./view/shown_catalogue.ts";

/** One GPU model, within which configurations are compared. */
export interface Group {
  readonly gpu: string;
  readonly anchor: string;
  readonly decision: DecisionView;
  readonly findings: readonly GroupFinding[];
  readonly baseline: BaselineChoice;
  readonly remarks: readonly Remark[];
  readonly members: readonly Member[];
}

/** A benchmark that gave numbers, and what it is. */
export interface Measured {
  readonly title: string;
  readonly measures: string;
  readonly why: string;
  readonly toolLabels: readonly string[];
}

/** Everything that the page says, before it is markup. */
export interface Page {
  readonly version: string;
  readonly generatedAt: string;
  /** `6 configurations on 2 GPU models`. */
  readonly extent: string;
  readonly table: SummaryTable;
  readonly groups: readonly Group[];
  readonly catalogue: readonly ShownBenchmark[];
  readonly measured: readonly Measured[];
  readonly problems: readonly ReadingProblem[];
}

const naturally = new Intl.Collator("en", { numeric: true });

function inOrder(configurations: readonly Configuration[]): Configuration[] {
  return configurations.toSorted(
    (a, b) => naturally.compare(a.gpu, b.gpu) || naturally.compare(a.config, b.config),
  );
}

function measuredOf(catalogue: readonly CatalogueEntry[], members: readonly Member[]): Measured[] {
  const labels = new Map<string, Set<string>>();
  for (const { series } of members)
    for (const { metric, toolLabel } of series) {
      const known = labels.get(metric);
      if (known === undefined) labels.set(metric, new Set([toolLabel]));
      else known.add(toolLabel);
    }
  return catalogue.flatMap(({ title, measures, why, metrics }) => {
    const toolLabels = new Set(metrics.flatMap(({ id }) => Array.from(labels.get(id) ?? [])));
    return toolLabels.size === 0 ? [] : { title, measures, why, toolLabels: Array.from(toolLabels) };
  });
}

/** What the page's script needs to know of the benchmarks. */
function shownCatalogue(catalogue: readonly CatalogueEntry[]): ShownBenchmark[] {
  return catalogue.map(({ id, title, metrics, charts }) => ({
    id,
    title,
    metrics: metrics.map(({ id: metric, label, unit, better, role }) => ({
      id: metric,
      label,
      unit,
      better,
      role,
    })),
    charts,
  }));
}

function analysedOf(
  { baseline, gathered, comparisons }: BaselineGroup,
  own: Configuration,
  reportFolder: string | null,
): Analysed {
  return {
    configuration: own,
    summary: summaryOf(gathered.get(own) ?? gather(own)),
    gpuLoads: gpuLoadsOf(own),
    comparison: comparisons.get(own) ?? null,
    isBaseline: own === baseline && comparisons.size > 0,
    reportFolder,
  };
}

function caseOf(held: BaselineGroup, { configuration, summary, gpuLoads, comparison }: Analysed): Case {
  const others = held.configurations.filter((other) => other !== configuration);
  return { configuration, summary, gpuLoads, others, comparison };
}

function decisionOn(
  { configurations, gathered, comparisons }: BaselineGroup,
  catalogue: readonly CatalogueEntry[],
): Decision {
  const group = Array.from(gathered.values());
  return decide(configurations, comparisons, (base, candidate) => {
    const [own, other] = [base, candidate].map((of) => gathered.get(of) ?? gather(of));
    const [comparison] =
      own && other ? compareWith({ base: own, candidates: [other], group, catalogue }) : [];
    if (comparison === undefined) throw new Error("a comparison of two has one result");
    return comparison;
  });
}

const plain: Look = { colour: 0, marker: 0 };

/** The whole page of a report. */
export function buildPage(input: ReportInput): Page {
  const { tree, catalogue, baseline, version, generatedAt, reportFolder = null } = input;
  const configurations = inOrder(tree.configurations);
  const looks = looksOf(configurations);
  const all: Shown[] = [];
  const groups = baselineGroups(configurations, catalogue, baseline).map((held, i): Group => {
    const anchor = `gpu-${i + 1}`;
    const findings = new Map<string, readonly Finding[]>();
    const members = held.configurations.map((configuration, j) => {
      const analysed = analysedOf(held, configuration, reportFolder);
      findings.set(labelOf(configuration), findingsOf(caseOf(held, analysed)));
      const member = memberOf(analysed, `${anchor}-config-${j + 1}`, looks.get(configuration) ?? plain);
      all.push({ configuration, member });
      return member;
    });
    return {
      gpu: held.gpu,
      anchor,
      decision: decisionView(decisionOn(held, catalogue), catalogue),
      findings: groupFindings(findings),
      baseline: baselineChoice(held, baseline),
      remarks: remarksOf(held.configurations),
      members,
    };
  });
  return {
    version,
    generatedAt: formatTime(generatedAt.toISOString()),
    extent: `${formatPlural(all.length, "configuration")} on ${formatPlural(groups.length, "GPU model")}`,
    table: summaryTable(catalogue, all),
    groups,
    catalogue: shownCatalogue(catalogue),
    measured: measuredOf(
      catalogue,
      all.map(({ member }) => member),
    ),
    problems: tree.problems,
  };
}
