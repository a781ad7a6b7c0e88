import type { Verdict } from "../../analysis/comparison/verdict.ts";

/** What became of a number beside the baseline's: `▲ +38.2 % (+36.0 to +40.1) better`. */
export interface VerdictLine {
  readonly is: Verdict["is"];
  readonly text: string;
}

/** A cell of a table: what is shown, and the number behind it where it is one. */
export interface Cell {
  readonly text: string;
  /** Shown smaller, a line each, below. */
  readonly details?: readonly string[];
  /** What became of the number beside the baseline's, below the details. */
  readonly verdict?: VerdictLine;
  /** What the cell is sorted by; null when there is nothing to show. */
  readonly value: number | string | null;
}

export interface Column {
  readonly label: string;
  readonly unit?: string;
  /** Shown smaller below: `baseline`. */
  readonly note?: string;
  readonly isNumeric: boolean;
  /** Whether {@link sayingOnce} takes it out of the table where all rows have the same in it. */
  readonly isSaidOnce?: true;
}

export interface DataTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** What is so of every row, for below the table: `tool sysbench cpu`. */
  readonly everyRow?: readonly string[];
}

export const missing: Cell = { text: "–", value: null };

/** Stands for the cell above, which then reaches down to here. */
export const asAbove: Cell = { text: "", value: null };

export function textCell(text: string): Cell {
  return { text, value: text };
}

/** What all rows have in common, or null; a cell with details, or with nothing in it, has nothing in common. */
function commonText(cells: readonly (Cell | undefined)[]): string | null {
  const texts = new Set(cells.map((cell) => (cell?.details === undefined ? cell?.value : null)));
  const [only = null] = texts;
  return texts.size === 1 && only !== null ? String(only) : null;
}

/** The table without the columns that need to be said only once, and with them below it. */
export function sayingOnce({ columns, rows }: DataTable): DataTable {
  const common = columns.map(({ isSaidOnce }, i) =>
    isSaidOnce === true ? commonText(rows.map((cells) => cells[i])) : null,
  );
  const isKept = (_: unknown, i: number): boolean => common[i] === null;
  return {
    columns: columns.filter(isKept),
    rows: rows.map((cells) => cells.filter(isKept)),
    everyRow: columns.flatMap(({ label }, i) => {
      const text = common[i] ?? null;
      return text === null ? [] : `${label} ${text}`;
    }),
  };
}
