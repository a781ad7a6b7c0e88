import { csvText } from "../view/csv_text.ts";
import type { SummaryRow } from "./summary_rows.ts";

/** A column of figures. */
export interface FigureColumn {
  readonly label: string;
  readonly unit: string;
}

/** The table over all configurations as CSV, each number with what became of it beside the baseline. */
export function summaryCsv(
  columns: readonly FigureColumn[],
  rows: readonly Omit<SummaryRow, "element">[],
): string {
  const header = [
    "Config",
    "Note",
    "GPU",
    ...columns.flatMap(({ label, unit }) => [
      unit === "" ? label : `${label} (${unit})`,
      `${label}: ratio, above 1 is better`,
      `${label}: verdict`,
    ]),
    "Rounds",
    "Status",
  ];
  return csvText([
    header,
    ...rows.map(({ config, note, gpu, figures, rounds, status }) => [
      config,
      note,
      gpu,
      ...figures.flatMap((figure) => [
        figure?.median ?? null,
        figure?.ratio ?? null,
        figure?.verdict ?? null,
      ]),
      rounds,
      status,
    ]),
  ]);
}
