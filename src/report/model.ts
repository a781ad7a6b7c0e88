import type { CatalogueEntry } from "../benchmarks/index.ts";
import type { Configuration, ReadingProblem } from "../results/configuration.ts";
import { chartsOf } from "./model/charts.ts";
import type { ChartView } from "./model/chart_view.ts";
import { type ConfigurationView, configurationView } from "./model/configuration_view.ts";
import { looksOf } from "./model/looks.ts";
import { memberOf, type Member } from "./model/member.ts";
import { type Remark, remarksOf } from "./model/remarks.ts";
import { summaryTable, type SummaryTable } from "./model/summary_table.ts";
import { formatPlural, formatTime } from "./number_format.ts";
import type { ReportInput } from "./report_input.ts";

/** One GPU model, within which configurations are compared. */
export interface Group {
  readonly gpu: string;
  readonly anchor: string;
  readonly members: readonly Member[];
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
export function buildPage({ tree, catalogue, version, generatedAt }: ReportInput): Page {
  const configurations = inOrder(tree.configurations);
  const looks = looksOf(configurations);
  const members = configurations.map((configuration, i) =>
    memberOf(configuration, `config-${i + 1}`, looks.get(configuration) ?? { colour: 0, marker: 0 }),
  );
  const groups = Array.from(Map.groupBy(members, ({ configuration }) => configuration.gpu)).map(
    ([gpu, own], i): Group => ({
      gpu,
      anchor: `gpu-${i + 1}`,
      members: own,
      charts: chartsOf(catalogue, own, `gpu-${i + 1}`),
      remarks: remarksOf(own),
      configurations: own.map((member) => configurationView(catalogue, member)),
    }),
  );
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
