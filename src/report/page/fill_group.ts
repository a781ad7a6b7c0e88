import { configurationContent } from "../html/configuration.ts";
import { groupBody } from "../html/group_body.ts";
import { chartsOf } from "../view/charts.ts";
import { shownAtFirst } from "../view/choice.ts";
import type { ShownBenchmark } from "../view/shown_catalogue.ts";
import type { Charts } from "./charts.ts";
import { membersOf } from "./embedded_data.ts";
import { whenOpened } from "./fold.ts";
import { startGroupCharts } from "./group_charts.ts";
import { startLegend } from "./legend.ts";
import { packUpwards } from "./pack_upwards.ts";

/**
 * Fills a group's place in the page from its data, in steps: whoever takes them may turn to the reader between two of them.
 * @param data the configurations of the group, packed, as JSON
 */
export function* fillGroup(
  section: HTMLElement,
  data: string,
  catalogue: readonly ShownBenchmark[],
  charts: Charts,
): Generator<void, void> {
  const body = section.querySelector<HTMLElement>(".body");
  if (body === null) return;
  const members = membersOf(data);
  yield;
  const views = chartsOf(catalogue, members, section.id);
  const best = (body.dataset["best"] ?? "").split(" ").filter((anchor) => anchor !== "");
  body.innerHTML = groupBody({ anchor: section.id, members, charts: views, hasBest: best.length > 0 }).text;
  for (const grid of body.querySelectorAll<HTMLElement>(".charts")) packUpwards(grid);
  for (const member of members) {
    const fold = document.getElementById(member.anchor);
    if (fold instanceof HTMLDetailsElement)
      whenOpened(fold, () =>
        fold.insertAdjacentHTML("beforeend", configurationContent(catalogue, member).text),
      );
  }
  yield;
  const shown = shownAtFirst(members);
  const show = startGroupCharts(section.id, views, charts);
  show(members.filter((member) => shown.has(member)));
  const legend = body.querySelector<HTMLElement>(".legend");
  if (legend !== null) startLegend(legend, { members, best, shown }, show);
}
