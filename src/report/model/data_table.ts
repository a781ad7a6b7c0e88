/** A cell of a table: what is shown, and the number behind it where it is one. */
export interface Cell {
  readonly text: string;
  /** Shown smaller, a line each, below. */
  readonly details?: readonly string[];
  /** What the cell is sorted by; null when there is nothing to show. */
  readonly value: number | string | null;
}

export interface Column {
  readonly label: string;
  readonly unit?: string;
  readonly isNumeric: boolean;
}

export interface DataTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export const missing: Cell = { text: "–", value: null };

export function textCell(text: string): Cell {
  return { text, value: text };
}
