import { drawCharts } from "./charts.ts";
import { openTargets } from "./open_target.ts";
import { packUpwards } from "./pack_upwards.ts";
import { makeSortable } from "./sort_table.ts";

for (const table of document.querySelectorAll<HTMLElement>("table[data-sortable]")) makeSortable(table);
openTargets();
drawCharts();
for (const grid of document.querySelectorAll<HTMLElement>(".charts")) packUpwards(grid);
