import type { CatalogueEntry } from "../benchmarks/index.ts";
import type { Configuration, ReadingProblem } from "../results/configuration.ts";
import { baselineGroups } from "./baseline_groups.ts";
import { type BaselineChoice, baselineChoice } from "./model/baseline_choice.ts";
import { chartsOf } from "./model/charts.ts";
import type { ChartView } from "./model/chart_view.ts";
import { type ComparisonView, comparisonView } from "./model/comparison_view.ts";
import { type ConfigurationView, configurationView } from "./model/configuration_view.ts";
import { looksOf } from "./model/looks.ts";
import { memberOf, type Member } from "./model/member.ts";
import { type Remark, remarksOf } from "./model/remarks.ts";
import { summaryTable, type SummaryTable } from "./model/summary_table.ts";
import { formatPlural, formatTime } from "../number_format.ts";
import type { ReportInput } from "./report_input.ts";

/** One GPU model, within which configurations are compared. */
export interface Group {
  readonly gpu: string;
  readonly anchor: string;
  readonly members: readonly Member[];
  readonly baseline: BaselineChoice;
  /** One a configuration besides the baseline. */
  readonly comparisons: readonly ComparisonView[];
  readonly charts: readonly ChartView[];
  readonly remarks: readonly Remark[];
  readonly configurations: readonly ConfigurationView[];
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
  const series = members.flatMap((member) => member.series);
  return catalogue.flatMap(({ title, measures, why, metrics }) => {
    const ids = new Set(metrics.map(({ id }) => id));
    const own = series.filter(({ row }) => ids.has(row.metric));
    if (own.length === 0) return [];
    return { title, measures, why, toolLabels: Array.from(new Set(own.map(({ toolLabel }) => toolLabel))) };
  });
}

/** The whole page of a report. */
export function buildPage({ tree, catalogue, baseline, version, generatedAt }: ReportInput): Page {
  const configurations = inOrder(tree.configurations);
  const looks = looksOf(configurations);
  const anchors = new Map(configurations.map((configuration, i) => [configuration, `config-${i + 1}`]));
  const groups = baselineGroups(configurations, catalogue, baseline).map((held, i): Group => {
    const anchor = `gpu-${i + 1}`;
    const own = held.configurations.map((configuration) =>
      memberOf(
        configuration,
        anchors.get(configuration) ?? "",
        looks.get(configuration) ?? { colour: 0, marker: 0 },
        held,
      ),
    );
    return {
      gpu: held.gpu,
      anchor,
      members: own,
      baseline: baselineChoice(held, baseline),
      comparisons: own.flatMap((member) => {
        const comparison = held.comparisons.get(member.configuration);
        return comparison === undefined ? [] : comparisonView(member, comparison);
      }),
      charts: chartsOf(catalogue, own, anchor),
      remarks: remarksOf(own),
      configurations: own.map((member) => configurationView(catalogue, member)),
    };
  });
  const members = groups.flatMap((group) => group.members);
  return {
    version,
    generatedAt: formatTime(generatedAt.toISOString()),
    extent: `${formatPlural(members.length, "configuration")} on ${formatPlural(groups.length, "GPU model")}`,
    table: summaryTable(catalogue, members),
    groups,
    measured: measuredOf(catalogue, members),
    problems: tree.problems,
  };
}
