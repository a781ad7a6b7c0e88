// oxlint-disable-next-line import/no-unassigned-import -- it has to be done before uPlot is loaded
import "./own_language.ts";
import { startCharts } from "./charts.ts";
import { embeddedCatalogue } from "./embedded_data.ts";
import { startGroups } from "./groups.ts";
import { openTargets } from "./open_target.ts";
import { startSummary } from "./summary.ts";

const summary = document.querySelector<HTMLElement>(".scroll.summary");
if (summary !== null) startSummary(summary);
const charts = startCharts(() => groups.fillAll());
const groups = startGroups(embeddedCatalogue(), charts);
openTargets(groups);
