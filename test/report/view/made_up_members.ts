import { catalogue } from "../../../src/benchmarks/index.ts";
import { buildPage } from "../../../src/report/model.ts";
import { chartsOf } from "../../../src/report/view/charts.ts";
import type { ChartView } from "../../../src/report/view/chart_view.ts";
import type { Member } from "../../../src/report/view/member.ts";
import { madeUpCrowd } from "../made_up_crowd.ts";

/** A made-up group as the page's script has it. */
export interface MadeUpGroup {
  readonly members: readonly Member[];
  /** The chart with a title. */
  readonly chart: (title: string) => ChartView;
}

/** A group with so many configurations, the first of them the bare host. */
export function madeUpGroup(count: number): MadeUpGroup {
  const page = buildPage({
    tree: madeUpCrowd(count),
    catalogue,
    baseline: null,
    version: "9.9.9",
    generatedAt: new Date(0),
  });
  const members = page.groups[0]?.members ?? [];
  const charts = chartsOf(page.catalogue, members, "gpu-1");
  return {
    members,
    chart(title) {
      const found = charts.find((chart) => chart.title === title);
      if (found === undefined) throw new Error(`there is no chart ${title}`);
      return found;
    },
  };
}
