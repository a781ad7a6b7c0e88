import { coordinateWords } from "./coordinate_words.ts";
import { asAbove, type Cell, type DataTable, textCell } from "./data_table.ts";
import { estimateCell } from "./estimate_cell.ts";
import type { Member, Series } from "./member.ts";
import type { ShownBenchmark } from "./shown_catalogue.ts";

/** Equal for series of one figure, whose name, unit and tool are then said once. */
function kindOf({ metric, unit, tool }: Series): string {
  return JSON.stringify([metric, unit, tool]);
}

/** Figures of a configuration that no chart shows; null when there are none. */
export function otherFigures(catalogue: readonly ShownBenchmark[], member: Member): DataTable | null {
  const metrics = new Map(catalogue.flatMap((entry) => entry.metrics).map((metric) => [metric.id, metric]));
  const charted = new Set(catalogue.flatMap(({ charts }) => charts.map(({ metric }) => metric)));
  // A chart leaves out what is in another unit than its axis.
  const uncharted = member.series.filter(
    ({ metric, unit }) => !charted.has(metric) || metrics.get(metric)?.unit !== unit,
  );
  const rest = Array.from(Map.groupBy(uncharted, kindOf).values()).flat();
  if (rest.length === 0) return null;
  return {
    columns: [
      { label: "figure", isNumeric: false },
      { label: "of", isNumeric: false },
      { label: "median and interval", isNumeric: true },
      { label: "unit", isNumeric: false },
      { label: "rounds", isNumeric: true },
      { label: "tool", isNumeric: false },
    ],
    rows: rest.map((series, i) => {
      const above = rest[i - 1];
      const isContinued = above !== undefined && kindOf(above) === kindOf(series);
      const once = (cell: Cell): Cell => (isContinued ? asAbove : cell);
      const { metric, at, unit, toolLabel, values } = series;
      return [
        once({ ...textCell(metrics.get(metric)?.label ?? metric), details: [metric] }),
        textCell(
          Object.entries(at)
            .map(([name, value]) => coordinateWords(name, value))
            .join(", "),
        ),
        estimateCell({ member, series }),
        once(textCell(unit)),
        { text: String(values.length), value: values.length },
        once(textCell(toolLabel)),
      ];
    }),
  };
}
