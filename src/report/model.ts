import { compareWith } from "../analysis/comparison/compare_with.ts";
import { decide, type Decision } from "../analysis/decision/decide.ts";
import type { Finding } from "../analysis/findings/finding.ts";
import { findingsOf } from "../analysis/findings/index.ts";
import type { Case } from "../analysis/findings/rule.ts";
import { trialNoiseOf } from "../analysis/findings/trial_noise.ts";
import { gather } from "../analysis/gathered.ts";
import { gpuLoadsOf } from "../analysis/gpu_load.ts";
import { summaryOf } from "../analysis/summary.ts";
import type { CatalogueEntry } from "../benchmarks/index.ts";
import { formatPlural, formatTime } from "../number_format.ts";
import type { Configuration, ReadingProblem } from "../results/configuration.ts";
import { inNaturalOrder } from "../results/natural_order.ts";
import { type BaselineGroup, baselineGroups } from "./baseline_groups.ts";
import { type BaselineChoice, baselineChoice } from "./model/baseline_choice.ts";
import { type DecisionView, decisionView } from "./model/decision_view.ts";
import { groupFindings, type GroupFinding } from "./model/group_findings.ts";
import { type Measured, measuredOf, toolsIn, type ToolsOfMetrics } from "./model/measured.ts";
import { type Analysed, labelOf, memberOf } from "./model/member.ts";
import { type PageNames, pageNames } from "./model/page_names.ts";
import { type Remark, remarksOf } from "./model/remarks.ts";
import { type SummaryEntry, summaryEntries, summaryTable, type SummaryTable } from "./model/summary_table.ts";
import type { ReportInput, ReportSettings } from "./report_input.ts";
import type { Member } from "./view/member.ts";
import type { ShownBenchmark } from "./view/shown_catalogue.ts";

/** What there is to say of a GPU model, within which configurations are compared, without their numbers. */
export interface GroupHead {
  readonly gpu: string;
  readonly anchor: string;
  readonly size: number;
  /** Anchors of the configurations that the program would choose. */
  readonly best: readonly string[];
  readonly decision: DecisionView;
  readonly findings: readonly GroupFinding[];
  readonly baseline: BaselineChoice;
  readonly remarks: readonly Remark[];
}

/** One GPU model with its configurations. */
export interface Group extends GroupHead {
  readonly members: readonly Member[];
}

/** A group with what the parts of the page that are about all groups need of it. */
export interface AnalysedGroup {
  readonly group: Group;
  readonly entries: readonly SummaryEntry[];
  readonly tools: ToolsOfMetrics;
}

/** Everything that the page says, before it is markup. */
export interface Page<Of extends GroupHead = Group> {
  readonly version: string;
  readonly generatedAt: string;
  /** `6 configurations on 2 GPU models`. */
  readonly extent: string;
  readonly table: SummaryTable;
  readonly groups: readonly Of[];
  readonly catalogue: readonly ShownBenchmark[];
  readonly measured: readonly Measured[];
  readonly problems: readonly ReadingProblem[];
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
  return { configuration, summary, gpuLoads, trials: trialNoiseOf(configuration), others, comparison };
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

function groupOf(
  held: BaselineGroup,
  { looks, anchorOf }: PageNames,
  { catalogue, baseline, reportFolder }: ReportSettings,
): AnalysedGroup {
  const { gpu, configurations } = held;
  const anchor = anchorOf(gpu);
  const findings = new Map<string, readonly Finding[]>();
  const shown = configurations.map((configuration, i) => {
    const analysed = analysedOf(held, configuration, reportFolder ?? null);
    findings.set(labelOf(configuration), findingsOf(caseOf(held, analysed)));
    const look = looks(gpu, configuration.config);
    return { configuration, member: memberOf(analysed, `${anchor}-config-${i + 1}`, look) };
  });
  const members = shown.map(({ member }) => member);
  const decision = decisionView(decisionOn(held, catalogue), catalogue);
  return {
    group: {
      gpu,
      anchor,
      size: members.length,
      best: members.flatMap(({ config, anchor: own }) => (decision.names.includes(config) ? own : [])),
      decision,
      findings: groupFindings(findings),
      baseline: baselineChoice(held, baseline),
      remarks: remarksOf(configurations),
      members,
    },
    entries: summaryEntries(catalogue, shown),
    tools: toolsIn(members),
  };
}

/** The GPU groups of some configurations, in natural order. */
export function analysedGroups(
  configurations: readonly Configuration[],
  names: PageNames,
  settings: ReportSettings,
): AnalysedGroup[] {
  return baselineGroups(inNaturalOrder(configurations), settings.catalogue, settings.baseline).map((held) =>
    groupOf(held, names, settings),
  );
}

/** The page of groups of which no more than their heads is left, since their numbers were packed meanwhile. */
export function pageOf<Of extends GroupHead>(
  analysed: readonly (Omit<AnalysedGroup, "group"> & { readonly group: Of })[],
  problems: readonly ReadingProblem[],
  { catalogue, version, generatedAt }: ReportSettings,
): Page<Of> {
  const groups = analysed.map(({ group }) => group);
  const entries = analysed.flatMap((one) => one.entries);
  return {
    version,
    generatedAt: formatTime(generatedAt.toISOString()),
    extent: `${formatPlural(entries.length, "configuration")} on ${formatPlural(groups.length, "GPU model")}`,
    table: summaryTable(catalogue, entries),
    groups,
    catalogue: shownCatalogue(catalogue),
    measured: measuredOf(
      catalogue,
      analysed.map(({ tools }) => tools),
    ),
    problems,
  };
}

/** The whole page of a report. */
export function buildPage({ tree, ...settings }: ReportInput): Page {
  const { configurations, problems } = tree;
  return pageOf(analysedGroups(configurations, pageNames(configurations), settings), problems, settings);
}
