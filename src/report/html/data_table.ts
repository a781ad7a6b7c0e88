import { type Markup, markup } from "../markup.ts";
import type { Cell, Column, DataTable } from "../model/data_table.ts";

/** A table that scrolls by itself where the page is too narrow; keyboards can scroll it too. */
export function scrolling(label: string, table: Markup): Markup {
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}

export function headCell({ label, unit, isNumeric }: Column): Markup {
  const unitPart = unit === undefined ? null : markup` <small>${unit}</small>`;
  return markup`<th scope="col"${isNumeric ? markup` class="number"` : null}>${label}${unitPart}</th>`;
}

/** The value that the page's script sorts by is in `data-value`; what has none is missing. */
export function bodyCell({ text, details = [], value }: Cell, isNumeric: boolean): Markup {
  const classes = isNumeric ? markup` class="number"` : null;
  const data = value === null ? null : markup` data-value="${value}"`;
  return markup`<td${classes}${data}>${text}${details.map((detail) => markup`<small>${detail}</small>`)}</td>`;
}

export function dataTable(label: string, { columns, rows }: DataTable): Markup {
  const lines = rows.map(
    (row) => markup`<tr>${row.map((cell, i) => bodyCell(cell, columns[i]?.isNumeric ?? false))}</tr>\n`,
  );
  return scrolling(
    label,
    markup`<table class="data">
<thead><tr>${columns.map(headCell)}</tr></thead>
<tbody>
${lines}</tbody>
</table>`,
  );
}
